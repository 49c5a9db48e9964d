package dev.socle.messaging.session;

import static dev.socle.messaging.session.Frames.COMPLETE;
import static dev.socle.messaging.session.Frames.NEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.frame.FrameType;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.ConnectionException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Section 1.F of the requirements on the wire, ERROR; the numbers are its items. */
@ExtendWith(BufferLeaks.class)
@OverEachTransport
class ErrorTest {

    // 62, 63: the other streams are untouched
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void anErrorFailsItsStreamOnly(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber failing = ask(wire, 0);
            RecordingSubscriber other = ask(wire, 1);
            wire.peer.send(Frames.error(wire.ownStream(0), ErrorCode.APPLICATION_ERROR, ""));
            assertThat(failing.awaitFailure()).hasMessage("");
            wire.peer.send(Frames.payload(wire.ownStream(1), NEXT | COMPLETE, "told"));
            other.awaitComplete();
            wire.probe();
        }
    }

    // 62: text is UTF-8, and what is none does no harm
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void theTextIsReadAsUtf8(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber failing = ask(wire, 0);
            wire.peer.send(Frames.error(wire.ownStream(0), ErrorCode.APPLICATION_ERROR, "größer als 5 €"));
            assertThat(failing.awaitFailure()).hasMessage("größer als 5 €");
            RecordingSubscriber garbled = ask(wire, 1);
            wire.peer.send(Frames.frame(
                    wire.ownStream(1), FrameType.ERROR, 0, Frames.int4(ErrorCode.APPLICATION_ERROR), new byte[] {-1, 65
                    }));
            assertThat(garbled.awaitFailure()).hasMessage("\uFFFDA");
        }
    }

    // 62: a text without end is cut
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aTextOfAMegabyteIsCut(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber failing = ask(wire, 0);
            wire.peer.send(Frames.error(wire.ownStream(0), ErrorCode.APPLICATION_ERROR, "x".repeat(1 << 20)));
            assertThat(failing.awaitFailure().getMessage()).hasSizeLessThanOrEqualTo(4096);
            wire.probe();
        }
    }

    // 65: a connection code on a stream fails that stream
    @ParameterizedTest
    @ValueSource(ints = {ErrorCode.CONNECTION_ERROR, ErrorCode.CONNECTION_CLOSE, ErrorCode.INVALID_SETUP, 0, -1})
    void aConnectionCodeOnAStreamFailsThatStreamOnly(int code) {
        for (Wire.Role role : Wire.Role.values()) {
            try (Wire wire = Wire.open(role)) {
                RecordingSubscriber failing = ask(wire, 0);
                wire.peer.send(Frames.error(wire.ownStream(0), code, "no"));
                InteractionException failure = (InteractionException) failing.awaitFailure();
                assertThat(failure.code()).isEqualTo(code);
                assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
                wire.probe();
            }
        }
    }

    // 65: stream 0 with a code that does not belong there ends the connection
    @ParameterizedTest
    @ValueSource(ints = {ErrorCode.APPLICATION_ERROR, 0x17, 0x301, 0, -1})
    void anUnknownCodeOnStreamZeroEndsTheConnection(int code) {
        for (Wire.Role role : Wire.Role.values()) {
            try (Wire wire = Wire.open(role)) {
                RecordingSubscriber pending = ask(wire, 0);
                wire.peer.send(Frames.error(0, code, "no"));
                assertThat(pending.awaitFailure()).isInstanceOf(ConnectionException.class);
                wire.peer.expectClosed();
            }
        }
    }

    // 66: every stream of both sides ends once
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aConnectionErrorEndsEveryStreamOnce(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber one = ask(wire, 0);
            RecordingSubscriber many = new RecordingSubscriber(1);
            wire.session.requestStream(Payload.of("many")).subscribe(many);
            wire.peer.expect(FrameType.REQUEST_STREAM, wire.ownStream(1));
            RecordingSubscriber both = new RecordingSubscriber(1);
            ManualPublisher<Payload> messages = new ManualPublisher<>();
            wire.session.requestChannel(messages).subscribe(both);
            messages.awaitRequested(1).next(Payload.of("first"));
            wire.peer.expect(FrameType.REQUEST_CHANNEL, wire.ownStream(2));
            int inbound = wire.peerStream();
            wire.peer.send(Frames.requestStream(inbound, 1, "ask"));
            ManualResponder.Call call = wire.responder.next();
            call.answer().awaitRequested(1);
            int channel = wire.peerStream();
            wire.peer.send(Frames.requestChannel(channel, 1, 0, "ask"));
            ManualResponder.Call channelCall = wire.responder.next();
            RecordingSubscriber received = new RecordingSubscriber(1);
            channelCall.messages().subscribe(received);
            received.awaitItems("ask");

            wire.peer.send(Frames.error(0, ErrorCode.CONNECTION_ERROR, "enough"));
            for (RecordingSubscriber subscriber : new RecordingSubscriber[] {one, many, both, received}) {
                ConnectionException failure = (ConnectionException) subscriber.awaitFailure();
                assertThat(failure.reason()).isEqualTo(ConnectionException.Reason.PROTOCOL);
                assertThat(failure).hasMessageContaining("enough");
            }
            call.answer().awaitCancelled();
            channelCall.answer().awaitCancelled();
            messages.awaitCancelled();
            wire.peer.expectClosed();
            wire.assertIdle();
            for (RecordingSubscriber subscriber : new RecordingSubscriber[] {one, many, both, received}) {
                assertThat(subscriber.ends).hasValue(1);
            }
            for (ManualPublisher<Payload> publisher :
                    java.util.List.of(call.answer(), channelCall.answer(), messages)) {
                assertThat(publisher.cancellations).hasValue(1);
            }
        }
    }

    // 67: live streams go on to their end, new ones fail here and were not executed, then the connection closes
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void afterConnectionCloseLiveStreamsEndAndNewOnesFail(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber live = ask(wire, 0);
            int inbound = wire.peerStream();
            wire.peer.send(Frames.requestResponse(inbound, "ask"));
            ManualResponder.Call call = wire.responder.next();
            wire.peer.send(Frames.error(0, ErrorCode.CONNECTION_CLOSE, "going"));
            Soon.until(() -> !wire.session.isOpen());

            RecordingSubscriber late = new RecordingSubscriber(1);
            wire.session.requestResponse(Payload.of("late")).subscribe(late);
            ConnectionException refused = (ConnectionException) late.awaitFailure();
            assertThat(refused.mayHaveBeenProcessed()).isFalse();

            wire.peer.send(Frames.payload(wire.ownStream(0), NEXT | COMPLETE, "told"));
            live.awaitComplete();
            call.answer().next(Payload.of("answer"));
            wire.peer.expectPayload(inbound, NEXT | COMPLETE, "answer");
            wire.peer.expectEnd(ErrorCode.CONNECTION_CLOSE);
            wire.session.onClose().block(Wire.SOON);
        }
    }

    // 67, 70: while it drains, what arrives is rejected, so that it can be asked elsewhere
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aDrainingSessionRejectsEndsAndSaysGoodbye(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int inbound = wire.peerStream();
            wire.peer.send(Frames.requestStream(inbound, 5, "ask"));
            ManualResponder.Call call = wire.responder.next();
            call.answer().awaitRequested(1);
            wire.session.close(Duration.ofSeconds(30)).subscribe();
            Soon.until(() -> !wire.session.isOpen());
            int refused = wire.peerStream();
            wire.peer.send(Frames.requestResponse(refused, "probe"), Frames.fireAndForget(wire.peerStream(), "note"));
            wire.peer.expectError(refused, ErrorCode.REJECTED);
            call.answer().next(Payload.of("a"));
            wire.peer.expectPayload(inbound, NEXT, "a");
            call.answer().complete();
            wire.peer.expectPayload(inbound, COMPLETE, "");
            wire.peer.expectEnd(ErrorCode.CONNECTION_CLOSE);
            assertThat(wire.responder.handled).hasValue(1);
            wire.session.onClose().block(Wire.SOON);
        }
    }

    // 67: grace has an end
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void streamsThatOutliveTheGraceFail(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber live = ask(wire, 0);
            wire.session.close(Duration.ofMillis(50)).subscribe();
            wire.peer.expectEnd(ErrorCode.CONNECTION_CLOSE);
            assertThat(live.awaitFailure()).isInstanceOf(ConnectionException.class);
        }
    }

    // 67: what never got to the socket does not hold the session
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aChannelThatHasNotBegunDoesNotHoldADrainingSession(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber subscriber = new RecordingSubscriber(1);
            ManualPublisher<Payload> messages = new ManualPublisher<>();
            wire.session.requestChannel(messages).subscribe(subscriber);
            messages.awaitRequested(1);
            wire.session.close(Duration.ofSeconds(30)).subscribe();
            wire.peer.expectEnd(ErrorCode.CONNECTION_CLOSE);
            ConnectionException failure = (ConnectionException) subscriber.awaitFailure();
            assertThat(failure.mayHaveBeenProcessed()).isFalse();
            messages.awaitCancelled();
        }
    }

    // 69
    @ParameterizedTest
    @ValueSource(ints = {0x301, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE})
    void applicationCodesTravelBothWays(int code) {
        for (Wire.Role role : Wire.Role.values()) {
            try (Wire wire = Wire.open(role)) {
                int inbound = wire.peerStream();
                wire.peer.send(Frames.requestResponse(inbound, "ask"));
                wire.responder.next().answer().fail(InteractionException.of(code, "no"));
                wire.peer.expectError(inbound, code);

                RecordingSubscriber failing = ask(wire, 0);
                wire.peer.send(Frames.error(wire.ownStream(0), code, "no"));
                assertThat(((InteractionException) failing.awaitFailure()).code())
                        .isEqualTo(code);
            }
        }
    }

    // 70
    @Test
    void whatACodePromisesIsTheOutcome() {
        try (Wire wire = Wire.client(SessionOptions.defaults())) {
            int index = 0;
            for (int code : new int[] {ErrorCode.REJECTED, ErrorCode.CANCELED, ErrorCode.INVALID, 0x301}) {
                RecordingSubscriber failing = ask(wire, index);
                wire.peer.send(Frames.error(wire.ownStream(index++), code, "no"));
                InteractionException failure = (InteractionException) failing.awaitFailure();
                assertThat(failure.mayHaveBeenProcessed()).isEqualTo(code != ErrorCode.REJECTED);
            }
        }
    }

    // 71, 72: nothing of the failure's insides
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aHandlerThatFailsIsAnApplicationErrorWithoutItsText(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            for (String asked : new String[] {"one", "many"}) {
                int inbound = wire.peerStream();
                wire.peer.send(
                        asked.equals("one")
                                ? Frames.requestResponse(inbound, asked)
                                : Frames.requestStream(inbound, 1, asked));
                wire.responder.next().answer().fail(new IllegalStateException("password=x"));
                assertThat(wire.peer
                                .expectError(inbound, ErrorCode.APPLICATION_ERROR)
                                .errorText())
                        .doesNotContain("password")
                        .doesNotContain("Exception");
            }
        }
    }

    // 71: a handler that throws, and one that does nothing
    @Test
    void aHandlerThatThrowsOrForgetsToAnswerIsAnApplicationError() {
        RequestHandler useless = request -> {
            if (request.message().dataLength() > 0) {
                throw new IllegalStateException("password=x");
            }
        };
        try (Listening listening = Listening.open(session -> Mono.just(useless));
                ScriptedPeer peer = listening.connectAndSetUp()) {
            peer.send(
                    Frames.requestResponse(1, "x"),
                    Frames.requestStream(3, 1, "x"),
                    Frames.requestChannel(5, 1, 0, "x"),
                    Frames.fireAndForget(7, "x"),
                    Frames.requestResponse(9, ""),
                    Frames.fireAndForget(11, ""),
                    Frames.requestChannel(13, 1, 0, ""));
            for (int stream : new int[] {1, 3, 5, 9, 13}) {
                assertThat(peer.expectError(stream, ErrorCode.APPLICATION_ERROR).errorText())
                        .doesNotContain("password");
            }
            peer.send(Frames.requestResponse(15, ""));
            peer.expectError(15, ErrorCode.APPLICATION_ERROR);
        }
    }

    // 72
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aLongTextIsCut(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int inbound = wire.peerStream();
            wire.peer.send(Frames.requestResponse(inbound, "ask"));
            wire.responder.next().answer().fail(InteractionException.of(0x301, "y".repeat(100_000)));
            assertThat(wire.peer.expectError(inbound, 0x301).errorText()).isEqualTo("y".repeat(512));
        }
    }

    // 64: a handler cannot send a connection code
    @ParameterizedTest
    @ValueSource(ints = {ErrorCode.CONNECTION_ERROR, ErrorCode.REJECTED_SETUP, 0x205, 0x300, 0, -1})
    void aConnectionCodeIsNotForHandlers(int code) {
        RequestHandler rejecting = request -> request.reject(code, "no");
        try (Listening listening = Listening.open(session -> Mono.just(rejecting));
                ScriptedPeer peer = listening.connectAndSetUp()) {
            peer.send(Frames.requestResponse(1, "x"));
            peer.expectError(1, ErrorCode.APPLICATION_ERROR);
        }
    }

    // One handler's double answer is its own error.
    @Test
    void aSecondAnswerIsRefused() {
        RequestHandler twice = request -> {
            request.respond(Mono.never(), dev.socle.messaging.codec.PayloadMessages.INSTANCE);
            request.respond(Flux.empty(), dev.socle.messaging.codec.PayloadMessages.INSTANCE);
        };
        try (Listening listening = Listening.open(session -> Mono.just(twice));
                ScriptedPeer peer = listening.connectAndSetUp()) {
            peer.send(Frames.requestResponse(1, "x"));
            peer.expectError(1, ErrorCode.APPLICATION_ERROR);
        }
    }

    private static RecordingSubscriber ask(Wire wire, int index) {
        RecordingSubscriber subscriber = new RecordingSubscriber(Long.MAX_VALUE);
        wire.session.requestResponse(Payload.of("ask")).subscribe(subscriber);
        wire.peer.expect(FrameType.REQUEST_RESPONSE, wire.ownStream(index));
        return subscriber;
    }
}
