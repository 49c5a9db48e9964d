package dev.socle.messaging.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.Payload;
import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.ConnectionOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** In what pieces the small messages of one turn leave. */
@ExtendWith(BufferLeaks.class)
class GatheredWritesTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int FRAME_BYTES = 3 + 6 + 64;

    /** On the client's loop. */
    private final List<Integer> pieces = new ArrayList<>();

    @Test
    void aTurnBeginsWithShortPiecesAndGoesOnWithLongOnes() {
        try (SessionPair pair = pair()) {
            List<Integer> sent = fire(pair.client(), 1_000);

            assertThat(sent).hasSize(4);
            assertThat(sent.get(0)).isBetween(8 * 1024, 8 * 1024 + FRAME_BYTES);
            assertThat(sent.get(1)).isBetween(8 * 1024, 8 * 1024 + FRAME_BYTES);
            assertThat(sent.get(2)).isBetween(32 * 1024, 32 * 1024 + FRAME_BYTES);
            assertThat(sent.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1_000 * FRAME_BYTES);
        }
    }

    @Test
    void eachTurnBeginsAnew() {
        try (SessionPair pair = pair()) {
            fire(pair.client(), 1_000);
            List<Integer> sent = fire(pair.client(), 200);

            assertThat(sent).hasSize(2);
            assertThat(sent.get(0)).isBetween(8 * 1024, 8 * 1024 + FRAME_BYTES);
        }
    }

    @Test
    void noPieceIsLongWhereTheHighMarkIsLow() {
        SessionOptions low = SessionOptions.defaults()
                .withConnection(ConnectionOptions.defaults().withOutbound(4 * 1024, 16 * 1024));
        try (SessionPair pair = pair(low)) {
            List<Integer> sent = fire(pair.client(), 1_000);

            assertThat(sent)
                    .hasSizeGreaterThan(2)
                    .allSatisfy(bytes -> assertThat(bytes).isLessThan(8 * 1024 + FRAME_BYTES));
        }
    }

    @Test
    void theLastAnswersOfATurnGoWithThePieceBeforeThem() {
        try (SessionPair pair = pair()) {
            assertThat(answer(pair.client(), 128, 64)).containsExactly(128 * FRAME_BYTES);
        }
    }

    @Test
    void whatIsNotShortIsAPieceOfItsOwn() {
        int first = 8 * 1024 / FRAME_BYTES + 1;
        int rest = 3 * 1024 / FRAME_BYTES + 1;
        try (SessionPair pair = pair()) {
            assertThat(answer(pair.client(), first + rest, 64))
                    .containsExactly(first * FRAME_BYTES, rest * FRAME_BYTES);
        }
    }

    @Test
    void shortRequestsWithLongAnswersDoNotMakeAPieceLong() {
        int first = 11 * 1024 / FRAME_BYTES + 1;
        try (SessionPair pair = pair()) {
            assertThat(answer(pair.client(), 200, 1)).containsExactly(first * FRAME_BYTES, (200 - first) * FRAME_BYTES);
        }
    }

    @Test
    void whatAreNoAnswersLeavesInPiecesAsEver() {
        try (SessionPair pair = pair()) {
            answer(pair.client(), 128, 64);
            assertThat(fire(pair.client(), 200).get(0)).isBetween(8 * 1024, 8 * 1024 + FRAME_BYTES);
        }
    }

    private SessionPair pair() {
        SessionLimits limits = SessionLimits.defaults().withIgnoredFramesMax(1_000); // answers to what was not asked
        return pair(SessionOptions.defaults().withLimits(limits));
    }

    private SessionPair pair(SessionOptions options) {
        return SessionPair.openWith(
                Address.of("tcp", "127.0.0.1", 0),
                options,
                RequestHandler.of(new Taker()),
                address -> WatchedConnection.connect(
                        address, options, RequestHandler.of(new Taker()), (call, argument) -> {
                            if (call.equals("write")) {
                                pieces.add(((ByteBuf) argument).readableBytes());
                            }
                        }));
    }

    /** Fires so many messages in the turn in which an answer comes; the lengths of the pieces in which they left. */
    private List<Integer> fire(Session session, int messages) {
        ask(session, () -> {
            pieces.clear();
            for (int i = 0; i < messages; i++) {
                session.fireAndForget(Payload.of(new byte[64])).subscribe();
            }
        });
        List<Integer> sent = new ArrayList<>();
        ask(session, () -> sent.addAll(pieces));
        return sent.subList(0, sent.size() - 1); // without the second question
    }

    /** Answers so many requests that come in one turn, each of so many bytes; the lengths of the pieces in which they left. */
    private List<Integer> answer(Session session, int requests, int bytes) {
        SessionEngine engine = (SessionEngine) session;
        ByteBuf input = Unpooled.buffer();
        for (int i = 1; i <= requests; i++) {
            input.writeBytes(Frames.requestResponse(2 * i, "x".repeat(bytes)));
        }
        List<Integer> sent = new ArrayList<>();
        Mono.fromRunnable(() -> {
                    pieces.clear();
                    engine.onBytes(input);
                    engine.onReadComplete();
                    sent.addAll(pieces);
                })
                .subscribeOn(Schedulers.fromExecutor(engine::onLoop))
                .block(SOON);
        return sent;
    }

    private static void ask(Session session, Runnable onAnswer) {
        Mono<Payload> answer = session.requestResponse(Payload.of("ask")).doOnNext(here -> onAnswer.run());
        Objects.requireNonNull(answer.block(SOON)).release();
    }

    private static final class Taker implements Responder {

        @Override
        public Mono<Payload> requestResponse(Payload request) {
            request.release();
            return Mono.just(Payload.of(new byte[64]));
        }

        @Override
        public Mono<Void> fireAndForget(Payload message) {
            message.release();
            return Mono.empty();
        }
    }
}
