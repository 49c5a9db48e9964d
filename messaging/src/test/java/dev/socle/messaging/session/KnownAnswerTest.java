package dev.socle.messaging.session;

import static dev.socle.messaging.session.Frames.COMPLETE;
import static dev.socle.messaging.session.Frames.FOLLOWS;
import static dev.socle.messaging.session.Frames.NEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.codec.MessageEncoder;
import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.codec.PayloadMessages;
import dev.socle.messaging.frame.FrameType;
import dev.socle.transport.BufferLeaks;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Answers that are there when the handler returns: they leave without a stream of their own, and no request holds one. */
@ExtendWith(BufferLeaks.class)
class KnownAnswerTest {

    private static final SessionLimits LIMITS = SessionLimits.defaults();

    @Test
    void aValueIsOnePayload() {
        try (Serving serving = Serving.with(Mono.just(Payload.of("told")), LIMITS)) {
            serving.peer.send(Frames.requestResponse(1, "ask"));
            serving.peer.expectPayload(1, NEXT | COMPLETE, "told");
            serving.assertOver();
        }
    }

    @Test
    void noneIsAnEnd() {
        try (Serving serving = Serving.with(Mono.empty(), LIMITS)) {
            serving.peer.send(Frames.requestResponse(1, "ask"));
            serving.peer.expectPayload(1, COMPLETE, "");
            serving.assertOver();
        }
    }

    @Test
    void aFailureIsAnError() {
        try (Serving serving = Serving.with(Mono.error(InteractionException.of(0x301, "not today")), LIMITS)) {
            serving.peer.send(Frames.requestResponse(1, "ask"));
            assertThat(serving.peer.expectError(1, 0x301).errorText()).isEqualTo("not today");
            serving.assertOver();
        }
    }

    @Test
    void aLongOneLeavesInFragmentsAndIsAStreamUntilThen() {
        String text = "x".repeat(100);
        try (Serving serving = Serving.with(Mono.just(Payload.of(text + text)), LIMITS.withFragmentLength(128))) {
            serving.peer.send(Frames.requestResponse(1, "ask"));
            ReceivedFrame first = serving.peer.expect(FrameType.PAYLOAD, 1);
            ReceivedFrame second = serving.peer.expect(FrameType.PAYLOAD, 1);
            assertThat(first.flags()).isEqualTo(NEXT | FOLLOWS);
            assertThat(second.flags()).isEqualTo(NEXT | COMPLETE);
            assertThat(first.data() + second.data()).isEqualTo(text + text);
            serving.assertOver();
        }
    }

    @Test
    void oneThatCannotBeEncodedIsAnErrorAndReleased() {
        FailingEncoder encoder = new FailingEncoder();
        RequestHandler handler = request -> request.respond(Mono.just("told"), encoder);
        try (Serving serving = new Serving(handler, LIMITS)) {
            serving.peer.send(Frames.requestResponse(1, "ask"));
            serving.peer.expectError(1, ErrorCode.APPLICATION_ERROR);
            assertThat(encoder.released).hasValue(1);
            serving.assertOver();
        }
    }

    @Test
    void nothingGoesBackToWhatIsFired() {
        FailingEncoder encoder = new FailingEncoder();
        AtomicInteger handled = new AtomicInteger();
        RequestHandler handler = request -> {
            switch (handled.incrementAndGet()) {
                case 1 -> request.respond(Mono.just("told"), encoder);
                case 2 -> request.respond(Mono.empty(), encoder);
                case 3 -> request.respond(Mono.error(new IllegalStateException("broken")), encoder);
                case 4 -> request.reject(ErrorCode.REJECTED, "no");
                case 5 -> throw new IllegalStateException("broken");
                default -> request.respond(Mono.just(Payload.of("last")), PayloadMessages.INSTANCE);
            }
        };
        try (Serving serving = new Serving(handler, LIMITS)) {
            for (int stream = 1; stream <= 9; stream += 2) {
                serving.peer.send(Frames.fireAndForget(stream, "do"));
            }
            serving.peer.send(Frames.requestResponse(11, "ask"));
            serving.peer.expectPayload(11, NEXT | COMPLETE, "last");
            assertThat(encoder.released).hasValue(1);
            serving.assertOver();
        }
    }

    @Test
    void whatComesAfterTheAnswerIsNotSent() {
        RequestHandler handler = request -> {
            request.respond(Mono.just(Payload.of("told")), PayloadMessages.INSTANCE);
            request.reject(ErrorCode.REJECTED, "no");
        };
        try (Serving serving = new Serving(handler, LIMITS)) {
            for (int stream = 1; stream <= 3; stream += 2) {
                serving.peer.send(Frames.requestResponse(stream, "ask"));
                serving.peer.expectPayload(stream, NEXT | COMPLETE, "told");
            }
            serving.assertOver();
        }
    }

    /** Another request may be handled by then, and must not get this one's answer. */
    @Test
    void aRequestThatWasKeptIsRefusedOnOtherThreads() {
        AtomicReference<InboundRequest> kept = new AtomicReference<>();
        RequestHandler handler = request -> {
            kept.set(request);
            request.respond(Mono.just(Payload.of("told")), PayloadMessages.INSTANCE);
        };
        try (Serving serving = new Serving(handler, LIMITS)) {
            serving.peer.send(Frames.requestResponse(1, "ask"));
            serving.peer.expectPayload(1, NEXT | COMPLETE, "told");
            assertThatThrownBy(() -> kept.get().respond(Mono.empty(), PayloadMessages.INSTANCE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("expected: the event loop");
            assertThatThrownBy(() -> kept.get().reject(ErrorCode.REJECTED, "no"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("expected: the event loop");
        }
    }

    /** The object is used again: what one request left must not be seen by the next. */
    @Test
    void eachRequestIsAnsweredForItself() {
        AtomicInteger handled = new AtomicInteger();
        RequestHandler handler = request -> {
            if (handled.incrementAndGet() % 2 == 1) {
                request.respond(Mono.just(Payload.of("known")), PayloadMessages.INSTANCE);
            } else {
                request.respond(Mono.just(Payload.of("later")).hide(), PayloadMessages.INSTANCE);
            }
        };
        try (Serving serving = new Serving(handler, LIMITS)) {
            for (int stream = 1; stream < 40; stream += 4) {
                serving.peer.send(Frames.requestResponse(stream, "ask"), Frames.requestResponse(stream + 2, "ask"));
                serving.peer.expectPayload(stream, NEXT | COMPLETE, "known");
                serving.peer.expectPayload(stream + 2, NEXT | COMPLETE, "later");
            }
            serving.assertOver();
        }
    }

    @Test
    void oneThatIsToComeIsGivenUpWhenTheHandlerEndsTheSession() {
        AtomicInteger cancelled = new AtomicInteger();
        Mono<Payload> never = Mono.<Payload>never().doOnCancel(cancelled::incrementAndGet);
        RequestHandler ending = request -> {
            request.session().dispose();
            request.respond(never, PayloadMessages.INSTANCE);
        };
        try (Serving serving = new Serving(ending, LIMITS)) {
            serving.peer.send(Frames.requestResponse(1, "ask"));
            serving.peer.expectClosed();
            Soon.asserted(() -> assertThat(cancelled).hasValue(1));
            serving.assertOver();
        }
    }

    @Test
    void oneWhoseHandlerThrowsAfterTheEndOfTheSessionIsReported() {
        RequestHandler throwing = request -> {
            request.session().dispose();
            throw new IllegalStateException("after the end");
        };
        try (CapturedLog log = new CapturedLog();
                Serving serving = new Serving(throwing, LIMITS)) {
            serving.peer.send(Frames.requestResponse(1, "ask"));
            serving.peer.expectClosed();
            Soon.asserted(() -> assertThat(log.text()).contains("after the end"));
            serving.assertOver();
        }
    }

    private static final class FailingEncoder implements MessageEncoder<String> {

        final AtomicInteger released = new AtomicInteger();

        @Override
        public boolean hasMetadata(String value) {
            return false;
        }

        @Override
        public void encodeMetadata(String value, ByteBuf out) {
            throw new IllegalStateException("there is none");
        }

        @Override
        public void encodeData(String value, ByteBuf out) {
            throw new IllegalStateException("broken");
        }

        @Override
        public void release(String value) {
            released.incrementAndGet();
        }
    }

    private static final class Serving implements AutoCloseable {

        private final Listening listening;
        final ScriptedPeer peer;

        private Serving(RequestHandler handler, SessionLimits limits) {
            listening = Listening.open(SessionOptions.defaults().withLimits(limits), session -> Mono.just(handler));
            peer = listening.connectAndSetUp();
        }

        /** One that answers each request with that. */
        static Serving with(Publisher<Payload> answer, SessionLimits limits) {
            return new Serving(request -> request.respond(answer, PayloadMessages.INSTANCE), limits);
        }

        void assertOver() {
            SessionEngine session = listening.session(); // once: it is given away
            Soon.asserted(() -> assertThat(session.load().block()).isEqualTo(EngineLoad.NONE));
        }

        @Override
        public void close() {
            peer.close();
            listening.close();
        }
    }
}
