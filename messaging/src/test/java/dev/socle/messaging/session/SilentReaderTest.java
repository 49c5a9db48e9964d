package dev.socle.messaging.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.frame.FrameType;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.ConnectionException;
import io.netty.util.internal.PlatformDependent;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A peer that asks for ten million items and reads none of them: what it can hold, and whom it disturbs. It mostly waits, eight
 * seconds each time, so it runs over the two kinds of sockets, and not over what lies on one of them.
 */
@ExtendWith(BufferLeaks.class)
@OverEachTransport(except = {TestTransport.LOCAL, TestTransport.TLS, TestTransport.WS, TestTransport.WSS})
class SilentReaderTest {

    private static final int ITEMS = 10_000_000;
    private static final int ITEM_BYTES = 1_000;
    private static final long CONNECTION_BYTES_MAX = 2 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What the streams of one test have given away, and whether they were told to stop. */
    private static final class Source implements Responder {
        final AtomicLong emitted = new AtomicLong();
        final AtomicBoolean cancelled = new AtomicBoolean();

        @Override
        public Flux<Payload> requestStream(Payload request) {
            request.release();
            byte[] item = new byte[ITEM_BYTES];
            return Flux.range(0, ITEMS)
                    .map(number -> {
                        emitted.incrementAndGet();
                        return Payload.of(item);
                    })
                    .doOnCancel(() -> cancelled.set(true));
        }

        @Override
        public Mono<Payload> requestResponse(Payload request) {
            return Mono.just(request);
        }
    }

    @Test
    void silentReaderHoldsLessThanTwoMebibytesAndDisturbsNobody() {
        SessionLimits limits = SessionLimits.defaults().withWriteStallTimeout(Duration.ofSeconds(2));
        SessionOptions options =
                TestTransport.current().with(SessionOptions.defaults().withLimits(limits));
        Source source = new Source();
        Queue<Session> accepted = new ConcurrentLinkedQueue<>();
        AtomicReference<Throwable> end = new AtomicReference<>();
        SessionServer server = SessionServer.listen(TestTransport.current().address(), options, session -> {
                    accepted.add(session);
                    session.onClose().subscribe(null, end::set);
                    return Mono.just(RequestHandler.of(source));
                })
                .block(PATIENCE);
        Session other = Session.connect(server.address(), options, RequestHandler.rejecting())
                .block(PATIENCE);
        echo(other);
        long directBefore = PlatformDependent.usedDirectMemory();

        try (ScriptedPeer silent = ScriptedPeer.connect(server.address(), 4096)) {
            silent.send(Frames.setup(), Frames.requestStream(1, Integer.MAX_VALUE, "all of them"));
            await().atMost(PATIENCE).until(() -> isStill(source.emitted));

            long directGrowth = PlatformDependent.usedDirectMemory() - directBefore;
            SessionEngine engine =
                    (SessionEngine) accepted.stream().skip(1).findFirst().orElseThrow(); // the first is the other
            assertThat(engine.connection().bytesQueued()).isBetween(1L, CONNECTION_BYTES_MAX);
            assertThat(directGrowth).isLessThan(CONNECTION_BYTES_MAX);
            assertThat(source.emitted.get()).isGreaterThan(0).isLessThan(ITEMS / 100);
            for (int i = 0; i < 100; i++) {
                echo(other);
            }
            await().atMost(PATIENCE).until(() -> end.get() != null);
            assertThat(end.get())
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            stalled -> assertThat(stalled.reason()).isEqualTo(ConnectionException.Reason.STALLED));
            await().atMost(PATIENCE).untilTrue(source.cancelled);
            echo(other);
        }
        other.dispose();
        server.close(Duration.ofSeconds(1)).block(PATIENCE);
    }

    @Test
    void readerThatWakesUpGetsEverythingItAskedForInOrder() {
        Source source = new Source();
        SessionServer server = SessionServer.listen(
                        TestTransport.current().address(),
                        TestTransport.current().with(SessionOptions.defaults()),
                        SessionAcceptor.of(RequestHandler.of(source)))
                .block(PATIENCE);
        int asked = 20_000;
        try (ScriptedPeer sleeper = ScriptedPeer.connect(server.address(), 4096)) {
            sleeper.send(Frames.setup(), Frames.requestStream(1, asked, "some of them"));
            await().atMost(PATIENCE).until(() -> isStill(source.emitted));
            assertThat(source.emitted.get()).isLessThan(asked);
            for (int i = 0; i < asked; i++) {
                sleeper.expect(FrameType.PAYLOAD, 1);
            }
            assertThat(source.emitted.get()).isEqualTo(asked);
        }
        server.close(Duration.ofSeconds(1)).block(PATIENCE);
    }

    private static void echo(Session session) {
        Payload answer = session.requestResponse(Payload.of("are you there?")).block(PATIENCE);
        assertThat(answer.dataUtf8()).isEqualTo("are you there?");
        answer.release();
    }

    /** Whether a figure that has begun to move has come to rest. */
    private static boolean isStill(AtomicLong figure) {
        long before = figure.get();
        if (before == 0) {
            return false;
        }
        await().pollDelay(Duration.ofMillis(200)).until(() -> true);
        return figure.get() == before;
    }
}
