package dev.socle.messaging.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.Payload;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.ConnectionOptions;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Two peers that send each other as much as they can, over narrow sockets: both read, so neither may wait for the other
 * for ever, whatever rests because the socket is full. Fewer and less over TLS and WebSocket, whose ciphers and masks take
 * most of the time.
 */
@ExtendWith(BufferLeaks.class)
class SaturationTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LOW_BYTES = 4 * 1024;
    private static final int HIGH_BYTES = 16 * 1024;

    /** Sends numbers, expects them from the other side, and looks at the queue of its connection each time. */
    private static final class Side implements Responder {
        final Queue<String> problems = new ConcurrentLinkedQueue<>();
        final AtomicLong queuedMost = new AtomicLong();
        final AtomicReference<SessionEngine> session = new AtomicReference<>();
        private final int items;
        private final int itemBytes;

        Side(int items, int itemBytes) {
            this.items = items;
            this.itemBytes = itemBytes;
        }

        /** A channel of its own, to its end: how many items came back. */
        Mono<Long> ask() {
            return taken(session.get().requestChannel(numbers())).count();
        }

        @Override
        public Flux<Payload> requestChannel(Publisher<Payload> requests) {
            return numbers()
                    .doOnSubscribe(answering -> taken(Flux.from(requests))
                            .count()
                            .subscribe(this::hasCome, failure -> problems.add(failure.toString())));
        }

        private void hasCome(long count) {
            if (count != items) {
                problems.add(count + " items came as a request");
            }
        }

        private Flux<Payload> numbers() {
            return Flux.range(0, items).map(number -> {
                look();
                byte[] item = new byte[itemBytes];
                item[0] = (byte) (number >>> 16);
                item[1] = (byte) (number >>> 8);
                item[2] = (byte) number.intValue();
                return Payload.of(item);
            });
        }

        /** On the loop, where everything here happens. */
        private void look() {
            SessionEngine engine = session.get();
            if (engine != null) {
                queuedMost.accumulateAndGet(engine.connection().bytesQueued(), Math::max);
            }
        }

        private Flux<Payload> taken(Flux<Payload> received) {
            return received.index().map(one -> {
                look();
                Payload item = one.getT2();
                if (item.data().getUnsignedMedium(0) != one.getT1() && problems.size() < 10) {
                    problems.add("item " + item.data().getUnsignedMedium(0) + " came as " + one.getT1());
                }
                item.release();
                return item;
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LOCAL, 100000, 20",
        "TCP, 100000, 20",
        "TCP, 1000, 50000",
        "UNIX, 1000, 50000",
        "TLS, 100, 50000",
        "WS, 10000, 20",
        "WS, 100, 50000"
    })
    void bothSidesSendAllTheyHave(TestTransport transport, int items, int itemBytes) {
        SessionOptions asked = SessionOptions.defaults()
                .withConnection(ConnectionOptions.defaults().withOutbound(LOW_BYTES, HIGH_BYTES))
                .withLimits(
                        SessionLimits.defaults().withFragmentLength(HIGH_BYTES).withOutboundBytesMax(4 * HIGH_BYTES));
        Side left = new Side(items, itemBytes);
        Side right = new Side(items, itemBytes);
        SessionOptions options = transport.with(asked);
        try (SessionPair pair =
                SessionPair.open(transport.address(), options, RequestHandler.of(right), RequestHandler.of(left))) {
            left.session.set((SessionEngine) pair.client());
            right.session.set((SessionEngine) pair.server());
            assertThat(Mono.zip(left.ask(), right.ask()).block(PATIENCE))
                    .allSatisfy(count -> assertThat(count).isEqualTo((long) items));
            pair.assertNoStreams();
        }
        for (Side side : new Side[] {left, right}) {
            assertThat(side.problems).isEmpty();
            // what the mark allows, one item beyond it, and a frame of each of the four directions
            assertThat(side.queuedMost.get()).isLessThan(6L * HIGH_BYTES + itemBytes);
        }
    }
}
