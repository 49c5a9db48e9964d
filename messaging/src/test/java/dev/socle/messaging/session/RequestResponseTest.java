package dev.socle.messaging.session;

import static dev.socle.messaging.session.Frames.COMPLETE;
import static dev.socle.messaging.session.Frames.NEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.frame.FrameType;
import dev.socle.transport.BufferLeaks;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Section 1.I of the requirements on the wire, REQUEST_RESPONSE; the numbers are its items. */
@ExtendWith(BufferLeaks.class)
@OverEachTransport
class RequestResponseTest {

    // 97: one item, which is also the end
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void theAnswerIsOnePayloadWithNextAndComplete(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(Frames.requestResponse(stream, "ask"));
            ManualResponder.Call call = wire.responder.next();
            assertThat(call.data()).isEqualTo("ask");
            call.answer().next(Payload.of("told"));
            wire.peer.expectPayload(stream, NEXT | COMPLETE, "told");
            call.answer().complete();
            wire.probe();
            wire.assertIdle();
        }
    }

    // 97: no item
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void anEmptyAnswerIsOnePayloadWithComplete(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(Frames.requestResponse(stream, "ask"));
            wire.responder.next().answer().complete();
            wire.peer.expectPayload(stream, COMPLETE, "");
            wire.probe();
            wire.assertIdle();
        }
    }

    // 97: an error
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aFailureIsOneError(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(Frames.requestResponse(stream, "ask"));
            wire.responder.next().answer().fail(InteractionException.of(0x301, "not today"));
            assertThat(wire.peer.expectError(stream, 0x301).errorText()).isEqualTo("not today");
            wire.probe();
            wire.assertIdle();
        }
    }

    // 97: all three as a requester sees them
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aRequesterTakesEachOfTheThreeEnds(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber one = ask(wire, 0);
            wire.peer.send(Frames.payload(wire.ownStream(0), NEXT | COMPLETE, "told"));
            one.awaitComplete();
            assertThat(one.items).containsExactly("told");

            RecordingSubscriber none = ask(wire, 1);
            wire.peer.send(Frames.payload(wire.ownStream(1), COMPLETE, ""));
            none.awaitComplete();
            assertThat(none.items).isEmpty();

            RecordingSubscriber failing = ask(wire, 2);
            wire.peer.send(Frames.error(wire.ownStream(2), ErrorCode.APPLICATION_ERROR, "no"));
            InteractionException failure = (InteractionException) failing.awaitFailure();
            assertThat(failure.code()).isEqualTo(ErrorCode.APPLICATION_ERROR);
            assertThat(failure).hasMessage("no");
            wire.probe();
            wire.assertIdle();
        }
    }

    // 98
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void anItemWithoutCompleteEndsTheStream(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber subscriber = ask(wire, 0);
            wire.peer.send(Frames.payload(wire.ownStream(0), NEXT, "told"));
            subscriber.awaitComplete();
            assertThat(subscriber.items).containsExactly("told");
            wire.assertIdle();
        }
    }

    // 99
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void framesAfterTheAnswerAreIgnored(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber subscriber = ask(wire, 0);
            int own = wire.ownStream(0);
            wire.peer.send(
                    Frames.payload(own, NEXT | COMPLETE, "told"),
                    Frames.payload(own, NEXT | COMPLETE, "again"),
                    Frames.error(own, ErrorCode.APPLICATION_ERROR, "no"),
                    Frames.requestN(own, 1),
                    Frames.cancel(own));
            wire.probe();
            subscriber.awaitComplete();
            assertThat(subscriber.items).containsExactly("told");

            int stream = wire.peerStream();
            wire.peer.send(Frames.requestResponse(stream, "probe"));
            wire.peer.expectPayload(stream, NEXT | COMPLETE, "probe");
            wire.peer.send(Frames.cancel(stream), Frames.requestN(stream, 1), Frames.payload(stream, COMPLETE, ""));
            wire.probe();
        }
    }

    // 100
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aCancelBeforeTheAnswerCancelsTheHandlerAndNothingIsSent(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(Frames.requestResponse(stream, "ask"));
            ManualResponder.Call call = wire.responder.next();
            wire.peer.send(Frames.cancel(stream));
            call.answer().awaitCancelled();
            call.answer().next(Payload.of("late"));
            wire.probe();
            assertThat(call.answer().cancellations).hasValue(1);
            wire.assertIdle();
        }
    }

    // 101
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void demandIsIgnored(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(
                    Frames.requestResponse(stream, "ask"), Frames.requestN(stream, 5), Frames.requestN(stream, 0));
            ManualResponder.Call call = wire.responder.next();
            wire.probe();
            call.answer().next(Payload.of("told"));
            wire.peer.expectPayload(stream, NEXT | COMPLETE, "told");

            RecordingSubscriber subscriber = ask(wire, 0);
            wire.peer.send(
                    Frames.requestN(wire.ownStream(0), 5),
                    Frames.requestN(wire.ownStream(0), -1),
                    Frames.payload(wire.ownStream(0), NEXT | COMPLETE, "told"));
            subscriber.awaitComplete();
            wire.probe();
        }
    }

    // 102
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aRequestThatIsCancelledBeforeItWasWrittenLeavesNothing(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber unasked = new RecordingSubscriber(0);
            wire.session.requestResponse(Payload.of("a")).subscribe(unasked);
            unasked.cancel();
            unasked.request(1);
            RecordingSubscriber cancelledAtOnce = new RecordingSubscriber(0);
            wire.session.requestResponse(Payload.of("b")).subscribe(cancelledAtOnce);
            OnLoop.whileBusy(wire.session, () -> {
                cancelledAtOnce.request(1);
                cancelledAtOnce.cancel();
            });
            wire.probe();
            ask(wire, 0).cancel();
            wire.peer.expect(FrameType.CANCEL, wire.ownStream(0));
            assertThat(unasked.ends).hasValue(0);
            assertThat(cancelledAtOnce.ends).hasValue(0);
            wire.assertIdle();
        }
    }

    // 103: whatever comes last, the first end is the only one
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void theEndOfTheConnectionAfterTheAnswerIsNotHeard(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber answered = ask(wire, 0);
            RecordingSubscriber pending = ask(wire, 1);
            wire.peer.send(Frames.payload(wire.ownStream(0), NEXT | COMPLETE, "told"));
            wire.peer.close();
            answered.awaitComplete();
            assertThat(pending.awaitFailure())
                    .isInstanceOfSatisfying(
                            dev.socle.transport.ConnectionException.class,
                            failure ->
                                    assertThat(failure.mayHaveBeenProcessed()).isTrue());
            RecordingSubscriber late = new RecordingSubscriber(1);
            wire.session.requestResponse(Payload.of("late")).subscribe(late);
            late.awaitFailure();
            assertThat(answered.ends).hasValue(1);
        }
    }

    private static RecordingSubscriber ask(Wire wire, int index) {
        RecordingSubscriber subscriber = new RecordingSubscriber(Long.MAX_VALUE);
        wire.session.requestResponse(Payload.of("ask " + index)).subscribe(subscriber);
        ReceivedFrame request = wire.peer.expect(FrameType.REQUEST_RESPONSE, wire.ownStream(index));
        assertThat(request.data()).isEqualTo("ask " + index);
        return subscriber;
    }
}
