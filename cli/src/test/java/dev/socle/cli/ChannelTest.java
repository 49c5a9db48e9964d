package dev.socle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socle.messaging.codec.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

class ChannelTest {

    private static final String ADA = "{\"name\":\"Ada\"}\n";
    private static final String HELLO_ADA = "{\"text\":\"Hello, Ada!\"}";

    private static Running server;
    private static String target;

    @BeforeAll
    static void serve() throws Exception {
        server = Running.socle("serve", "tcp://127.0.0.1:0");
        target = server.address();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void answersEachLineInOrder() {
        Ran ran = Ran.withInput(ADA + "\n  \n{\"name\":\"Bob\"}", "channel", target, "greeter.chat");

        assertThat(ran).isEqualTo(new Ran(0, HELLO_ADA + "\n{\"text\":\"Hello, Bob!\"}\n", ""));
    }

    @Test
    void noLineAtAllIsDoneAtOnce() {
        assertThat(Ran.withInput("", "channel", target, "greeter.chat")).isEqualTo(new Ran(0, "", ""));
    }

    @Test
    void anAnswerComesBeforeTheNextLineIsWritten() throws Exception {
        PipedOutputStream keyboard = new PipedOutputStream();
        try (Running channel = Running.socle(new PipedInputStream(keyboard), "channel", target, "greeter.chat")) {
            for (int i = 0; i < 3; i++) {
                keyboard.write(ADA.getBytes(StandardCharsets.UTF_8));
                keyboard.flush();
                assertThat(channel.line()).isEqualTo(HELLO_ADA);
            }
            keyboard.close();
            assertThat(channel.exitCode()).isZero();
        }
    }

    @Test
    void manyLinesPassInOrder() {
        StringBuilder people = new StringBuilder();
        StringBuilder greetings = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            people.append("{\"name\":\"").append(i).append("\"}\n");
            greetings.append("{\"text\":\"Hello, ").append(i).append("!\"}\n");
        }

        Ran ran = Ran.withInput(people.toString(), "channel", "--demand", "10", target, "greeter.chat");

        assertThat(ran.out()).isEqualTo(greetings.toString());
    }

    @Test
    void aLineThatIsNoJsonEndsItWithItsNumber() {
        Ran ran = Ran.withInput(ADA + "\n{\"name\"\n" + ADA, "channel", target, "greeter.chat");

        assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err())
                .startsWith("socle: line 3 of standard input is no JSON")
                .hasLineCount(1);
        assertThat(server.err()).isEmpty();
    }

    @Test
    void aLineThatDoesNotFitTheRouteIsAnErrorOfTheOtherSide() {
        Ran ran = Ran.withInput("{\"nam\":1}\n", "channel", target, "greeter.chat");

        assertThat(ran.exitCode()).isEqualTo(ExitCode.REMOTE_ERROR);
        assertThat(ran.err()).contains("greeter.chat", "\"nam\"");
    }

    @Test
    void linesAreReadNoFasterThanTheOtherSideTakesThem() {
        Endless lines = new Endless(ADA);
        AtomicReference<Subscription> taking = new AtomicReference<>();
        try (RawServer slow = RawServer.channel(requests -> Flux.create(sink -> requests.subscribe(take(taking))))) {
            Running channel = Running.socle(lines, "channel", slow.address(), "any");
            await().untilAsserted(() -> assertThat(taking).doesNotHaveNullValue());
            taking.get().request(1);

            // What is on its way is bounded; without demand an endless input would be read without end.
            await().during(Duration.ofMillis(500)).until(() -> lines.lines.get() < 1_000);
            assertThat(channel.isSilent()).isTrue();
        }
    }

    private static BaseSubscriber<Payload> take(AtomicReference<Subscription> taking) {
        return new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                taking.set(subscription);
            }

            @Override
            protected void hookOnNext(Payload message) {
                message.release();
            }
        };
    }

    /** The same line for ever, and how often it was read. */
    private static final class Endless extends InputStream {
        private final byte[] line;
        private final AtomicInteger lines = new AtomicInteger();
        private int next;

        Endless(String line) {
            this.line = line.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() {
            int b = line[next++];
            if (next == line.length) {
                next = 0;
                lines.incrementAndGet();
            }
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = Math.min(length, line.length);
            for (int i = 0; i < count; i++) {
                bytes[offset + i] = (byte) read();
            }
            return count;
        }
    }
}
