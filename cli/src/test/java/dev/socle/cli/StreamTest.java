package dev.socle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class StreamTest {

    private static final String ENDLESS = "{\"name\":\"Ada\",\"count\":2147483647}";

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
    void printsEachAnswerOnALine() {
        Ran ran = Ran.socle("stream", target, "greeter.greetMany", "{\"name\":\"Ada\",\"count\":3}");

        assertThat(ran)
                .isEqualTo(new Ran(
                        0,
                        "{\"text\":\"Hello 1, Ada!\"}\n{\"text\":\"Hello 2, Ada!\"}\n{\"text\":\"Hello 3, Ada!\"}\n",
                        ""));
    }

    @Test
    void printsMoreThanAreAskedForAtATime() {
        Ran ran =
                Ran.socle("stream", "--demand", "7", target, "greeter.greetMany", "{\"name\":\"Ada\",\"count\":1000}");

        assertThat(ran.out().lines()).hasSize(1000).last().asString().contains("Hello 1000");
    }

    @Test
    void endsAfterSoManyAsAreTaken() {
        Ran ran = Ran.socle("stream", "--take", "2", target, "greeter.greetMany", ENDLESS);

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).isEqualTo("{\"text\":\"Hello 1, Ada!\"}\n{\"text\":\"Hello 2, Ada!\"}\n");
    }

    @Test
    void bytesArePrintedAsTheyAreOrAsJson() {
        String burst = "{\"count\":2,\"size\":3}";

        assertThat(Ran.socle("stream", target, "echo.stream", burst).out()).isEqualTo("abc\nabc\n");
        assertThat(Ran.socle("stream", "--json", target, "echo.stream", burst).out())
                .isEqualTo("\"abc\"\n\"abc\"\n");
    }

    @Test
    void endsInSilenceWhenNobodyReadsAnyMore() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int exitCode = Cli.run(
                Ran.console(InputStream.nullInputStream(), new Head(100_000), err, Map.of(), new Stop()),
                "stream",
                target,
                "greeter.greetMany",
                ENDLESS);

        assertThat(exitCode).isZero();
        assertThat(err.size()).isZero();
    }

    @Test
    void silenceForLongerThanTheTimeoutIsTheDeadline() {
        Ran ran = Ran.socle("stream", "--timeout", "50ms", target, "echo.stream", "{\"count\":0,\"size\":0}");
        assertThat(ran.exitCode()).as("a stream that ends at once").isZero();

        try (RawServer silent = RawServer.stream(Flux.never())) {
            Ran late = Ran.socle("stream", "--timeout", "50ms", silent.address(), "any");
            assertThat(late.exitCode()).isEqualTo(ExitCode.DEADLINE);
            assertThat(late.err()).contains("any at " + silent.address(), "nothing came for 50ms", "--timeout");
        }
    }

    @Test
    void asksForTheNextOnesWhenTheLastOnesArePrinted() {
        List<Long> demands = new CopyOnWriteArrayList<>();
        Flux<Payload> answers = Flux.range(1, 5).map(i -> Payload.of("" + i)).doOnRequest(demands::add);
        try (RawServer counting = RawServer.stream(answers)) {
            Ran ran = Ran.socle("stream", "--demand", "2", counting.address(), "any");

            assertThat(ran.out()).isEqualTo("1\n2\n3\n4\n5\n");
            assertThat(demands).hasSizeGreaterThanOrEqualTo(3).allMatch(n -> n <= 2);
        }
    }

    /** Reads some bytes and goes away, as {@code head} does. */
    private static final class Head extends OutputStream {
        private int left;

        Head(int left) {
            this.left = left;
        }

        @Override
        public void write(int b) throws IOException {
            if (left-- <= 0) {
                throw new IOException("Broken pipe");
            }
        }
    }
}
