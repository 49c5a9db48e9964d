package dev.socle.messaging.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.socle.messaging.datagram.Counter.Counting;
import dev.socle.messaging.service.Deadline;
import dev.socle.messaging.service.ServiceProxy;
import dev.socle.messaging.service.ServiceRouter;
import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.Outcome;
import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Typed services over datagrams: calls, limits, and what a restart does. */
@ExtendWith(BufferLeaks.class)
@Timeout(120)
class DatagramServiceTest {

    private static final DatagramServiceOptions OPTIONS =
            DatagramServiceOptions.defaults().withRetransmit(Duration.ofMillis(50));
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Counting counting = new Counting();
    private DatagramServer server = serve(Address.of("udp", "127.0.0.1", 0));
    private final DatagramClient client = connect(server.address(), OPTIONS);
    private final Counter counter = proxy(client);

    /** Streams, and a deadline that outlives what a server remembers. */
    interface Unfit {
        Flux<Long> many(long count);

        Mono<Void> channel(Flux<Long> numbers);

        @Deadline(millis = 3_600_000)
        Mono<Long> slow(long number);

        Mono<Long> fits(long number);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void callIsAnsweredAndExecutedOnce() {
        assertThat(counter.execute(41).block(LIMIT)).isEqualTo(42);
        assertThat(counter.execute(51).block(LIMIT)).isEqualTo(52);

        assertThat(counting.executions).containsEntry(41L, 1).containsEntry(51L, 1);
        assertThat(server.counts().executed()).isEqualTo(2);
        assertThat(client.counts().challenged()).isEqualTo(1); // the proof serves the second call too
    }

    @Test
    void noteIsExecutedOnceWithoutAnAnswer() {
        counter.note(7).block(LIMIT);
        counter.note(8).block(LIMIT);

        await().until(() -> counting.executions.containsKey(7L) && counting.executions.containsKey(8L));
        assertThat(counting.executions).containsEntry(7L, 1).containsEntry(8L, 1);
        assertThat(client.counts().sent()).isEqualTo(3); // a question for a proof, and two notes
    }

    @Test
    void routesAndValuesThatAreBadAreAnsweredAsOverAConnection() {
        interface Other {
            Mono<Long> missing(long number);
        }
        Other other = ServiceProxy.of(Other.class, client);

        assertFails(other.missing(1), ErrorCode.NOT_FOUND, Outcome.NOT_EXECUTED, "\"other.missing\"");
    }

    @Test
    void methodsThatDatagramsCannotCarryAreRefusedAllAtOnce() {
        assertThatThrownBy(() -> ServiceProxy.of(Unfit.class, client))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a stream, which datagrams cannot carry")
                .hasMessageContaining("for method Unfit.many")
                .hasMessageContaining("a channel, which datagrams cannot carry")
                .hasMessageContaining("for method Unfit.channel")
                .hasMessageContaining("a deadline of 3600000 ms, which exceeds the 45000 ms")
                .hasMessageContaining("for method Unfit.slow")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("Unfit.fits"));
        ServiceRouter router = ServiceRouter.builder()
                .add(Unfit.class, new Unfit() {
                    @Override
                    public Flux<Long> many(long count) {
                        return Flux.empty();
                    }

                    @Override
                    public Mono<Void> channel(Flux<Long> numbers) {
                        return Mono.empty();
                    }

                    @Override
                    public Mono<Long> slow(long number) {
                        return Mono.just(number);
                    }

                    @Override
                    public Mono<Long> fits(long number) {
                        return Mono.just(number);
                    }
                })
                .build();
        Address free = Address.of("udp", "127.0.0.1", 0);
        assertThatThrownBy(() -> DatagramServer.listen(free, OPTIONS, router))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("for method Unfit.many")
                .hasMessageContaining("for method Unfit.channel");
        DatagramServer some = DatagramServer.listen(free, OPTIONS, router.only(DatagramServer::carries))
                .block(LIMIT);
        some.close();
    }

    @Test
    void answerThatDoesNotFitIsAnErrorWithTheLimit() {
        assertThat(counter.repeat(1_000).block(LIMIT)).hasSize(1_000);
        assertFails(
                counter.repeat(1_200),
                ErrorCode.APPLICATION_ERROR,
                Outcome.EXECUTED_FAILED,
                "exceeds bytesMax 1200 of a datagram: the request was executed");
        assertThat(counting.executions).containsEntry(1_200L, 1);
    }

    @Test
    void callWithoutAnAnswerFailsAtItsDeadlineAndWasExecutedOnce() {
        assertFails(counter.hang(3), ErrorCode.DEADLINE_EXCEEDED, Outcome.UNKNOWN, "within 300 ms");

        assertThat(counting.executions).containsEntry(3L, 1);
        assertThat(server.counts().duplicates()).isPositive();
        assertThat(client.counts().resent()).isPositive();
    }

    @Test
    void restartedServerIsAskedAnewAndExecutesOnce() {
        counter.execute(1).block(LIMIT);
        Address address = server.address();
        server.close();
        await().ignoreExceptions().until(() -> {
            server = serve(address);
            return true;
        });

        assertThat(counter.execute(2).block(LIMIT)).isEqualTo(3);

        assertThat(counting.executions).containsEntry(1L, 1).containsEntry(2L, 1);
        assertThat(client.counts().challenged()).isEqualTo(2);
    }

    @Test
    void callThatTheServerBeforeMayHaveExecutedIsNotSentToTheNext() throws IOException {
        try (RawEnd scripted = new RawEnd(0)) {
            DatagramClient asking = connect(scripted.address(), OPTIONS);
            Counter asked = proxy(asking);
            Mono<Long> call = asked.execute(5).cache();
            call.subscribe(done -> {}, failure -> {});
            // By the incarnation 77 the address is proved; then the request comes, and comes again.
            challenge(scripted, scripted.receive(), 77);
            while (Layout.incarnation(scripted.receive()) != 77) {}
            ByteBuf again = scripted.receive();
            assertThat(Layout.incarnation(again)).isEqualTo(77);

            challenge(scripted, again, 78);

            assertFails(call, ErrorCode.CANCELED, Outcome.UNKNOWN, "the server was restarted while it was under way");
            asking.close();
        }
    }

    @Test
    void moreThanMayWaitAreRejectedHere() {
        DatagramClient small = connect(server.address(), OPTIONS.withOperationsMax(1));
        Counter asked = proxy(small);
        asked.hang(1).subscribe(done -> {}, failure -> {});

        assertFails(asked.execute(2), ErrorCode.REJECTED, Outcome.NOT_EXECUTED, "operationsMax is 1");

        assertThat(counting.executions).doesNotContainKey(2L);
        small.close();
    }

    @Test
    void closedClientFailsWhatWaitsAndWhatComes() {
        Mono<Long> waiting = counter.hang(1).cache();
        waiting.subscribe(done -> {}, failure -> {});
        await().until(() -> counting.executions.containsKey(1L));

        client.close();

        for (Mono<Long> call : List.of(waiting, counter.execute(2))) {
            assertThatThrownBy(() -> call.block(LIMIT))
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.CLOSED));
        }
    }

    @Test
    void otherSchemesAreRefused() {
        Address unix = Address.parse("unixgram:///tmp/socket");
        for (Mono<?> opening : List.of(
                DatagramClient.connect(unix, OPTIONS),
                DatagramServer.listen(unix, OPTIONS, ServiceRouter.builder().build()))) {
            assertThatThrownBy(() -> opening.block(LIMIT))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("its scheme is not udp");
        }
    }

    private static void challenge(RawEnd server, ByteBuf asked, long incarnation) throws IOException {
        byte[] rest = ByteBuffer.allocate(Layout.TOKEN_BYTES + 8)
                .putLong(1)
                .putLong(Layout.TOKEN_BYTES, Layout.incarnation(asked))
                .array();
        server.send(RawEnd.datagram(Layout.CHALLENGE, Layout.operation(asked), incarnation, rest));
    }

    private DatagramServer serve(Address address) {
        return DatagramServer.listen(
                        address,
                        OPTIONS,
                        ServiceRouter.builder().add(Counter.class, counting).build())
                .block(LIMIT);
    }

    private static DatagramClient connect(Address address, DatagramServiceOptions options) {
        return DatagramClient.connect(address, options).block(LIMIT);
    }

    private static Counter proxy(DatagramClient client) {
        return ServiceProxy.builder(client)
                .deadline(Duration.ofSeconds(20))
                .build()
                .of(Counter.class);
    }

    private static void assertFails(Mono<?> call, int code, Outcome outcome, String text) {
        Consumer<InteractionException> says = e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.outcome()).isEqualTo(outcome);
        };
        assertThatThrownBy(() -> call.block(LIMIT))
                .isInstanceOfSatisfying(InteractionException.class, says)
                .hasMessageContaining(text);
    }
}
