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

/** Section 1.K of the requirements on the wire, REQUEST_STREAM; the numbers are its items. */
@ExtendWith(BufferLeaks.class)
@OverEachTransport
class StreamTest {

    // 109
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void theFirstDemandTravelsInTheRequest(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber subscriber = new RecordingSubscriber(0);
            wire.session.requestStream(Payload.of("ask")).subscribe(subscriber);
            wire.probe(); // nothing is asked before something is wanted
            subscriber.request(3);
            ReceivedFrame request = wire.peer.expect(FrameType.REQUEST_STREAM, wire.ownStream(0));
            assertThat(request.initialN()).isEqualTo(3);
            assertThat(request.data()).isEqualTo("ask");
            subscriber.cancel();
            wire.peer.expect(FrameType.CANCEL, wire.ownStream(0));
            wire.assertIdle();
        }
    }

    // 109, 135: all there are is the largest number
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void unboundedDemandIsTheLargestNumber(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber subscriber = new RecordingSubscriber(Long.MAX_VALUE);
            wire.session.requestStream(Payload.of("ask")).subscribe(subscriber);
            assertThat(wire.peer
                            .expect(FrameType.REQUEST_STREAM, wire.ownStream(0))
                            .initialN())
                    .isEqualTo(Integer.MAX_VALUE);
            subscriber.request(7); // adds nothing
            wire.probe();
        }
    }

    // 110
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void noMoreIsSentThanWasGranted(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(Frames.requestStream(stream, 2, "ask"));
            ManualPublisher<Payload> answer = wire.responder.next().answer();
            answer.awaitRequested(2);
            answer.next(Payload.of("a"));
            answer.next(Payload.of("b"));
            wire.peer.expectPayload(stream, NEXT, "a");
            wire.peer.expectPayload(stream, NEXT, "b");
            wire.probe();
            assertThat(answer.requested).hasValue(2);
            wire.peer.send(Frames.requestN(stream, 1));
            answer.awaitRequested(3).next(Payload.of("c"));
            wire.peer.expectPayload(stream, NEXT, "c");
            assertThat(answer.requested).hasValue(3);
        }
    }

    // 111
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void theEndNeedsNoDemand(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int completing = wire.peerStream();
            wire.peer.send(Frames.requestStream(completing, 1, "ask"));
            ManualPublisher<Payload> answer = wire.responder.next().answer();
            answer.awaitRequested(1).next(Payload.of("a"));
            answer.complete();
            wire.peer.expectPayload(completing, NEXT, "a");
            wire.peer.expectPayload(completing, COMPLETE, "");

            int failing = wire.peerStream();
            wire.peer.send(Frames.requestStream(failing, 1, "ask"));
            answer = wire.responder.next().answer();
            answer.awaitRequested(1).next(Payload.of("a"));
            answer.fail(InteractionException.of(0x301, "no"));
            wire.peer.expectPayload(failing, NEXT, "a");
            wire.peer.expectError(failing, 0x301);
            wire.assertIdle();
        }
    }

    // 111: as the requester sees it
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void theEndIsHeardWithoutDemand(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber completing = ask(wire, 0, 1);
            wire.peer.send(
                    Frames.payload(wire.ownStream(0), NEXT, "a"), Frames.payload(wire.ownStream(0), COMPLETE, ""));
            completing.awaitComplete();
            RecordingSubscriber failing = ask(wire, 1, 1);
            wire.peer.send(Frames.payload(wire.ownStream(1), NEXT, "a"), Frames.error(wire.ownStream(1), 0x301, "no"));
            assertThat(((InteractionException) failing.awaitFailure()).code()).isEqualTo(0x301);
            assertThat(failing.items).containsExactly("a");
            wire.assertIdle();
        }
    }

    // 112
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void anItemThatIsAlsoTheEndIsBoth(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber subscriber = ask(wire, 0, 5);
            wire.peer.send(
                    Frames.payload(wire.ownStream(0), NEXT, "a"),
                    Frames.payload(wire.ownStream(0), NEXT | COMPLETE, "b"));
            subscriber.awaitComplete();
            assertThat(subscriber.items).containsExactly("a", "b");
            wire.assertIdle();
        }
    }

    // 113: the responder
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aCancelStopsTheAnswer(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(Frames.requestStream(stream, 10, "ask"));
            ManualPublisher<Payload> answer = wire.responder.next().answer();
            answer.awaitRequested(1).next(Payload.of("a"));
            wire.peer.expectPayload(stream, NEXT, "a");
            wire.peer.send(Frames.cancel(stream));
            answer.awaitCancelled();
            answer.next(Payload.of("late"));
            answer.complete();
            wire.probe();
            wire.assertIdle();
        }
    }

    // 113: the requester; what is under way is dropped and given up
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void whatComesAfterACancelIsDropped(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber subscriber = ask(wire, 0, 10);
            wire.peer.send(Frames.payload(wire.ownStream(0), NEXT, "a"));
            subscriber.awaitItems("a").cancel();
            wire.peer.expect(FrameType.CANCEL, wire.ownStream(0));
            wire.peer.send(
                    Frames.payload(wire.ownStream(0), NEXT, "late"),
                    Frames.payload(wire.ownStream(0), NEXT | COMPLETE, "x".repeat(10_000)));
            wire.probe();
            assertThat(subscriber.items).containsExactly("a");
            assertThat(subscriber.ends).hasValue(0);
            wire.assertIdle();
        }
    }

    // 114: demand before the first item, and demand while the request comes in parts
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void demandMayComeAtAnyTime(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(
                    Frames.frame(
                            stream,
                            FrameType.REQUEST_STREAM,
                            Frames.FOLLOWS,
                            Frames.int4(1),
                            Frames.bytes("x".repeat(100))),
                    Frames.requestN(stream, 1),
                    Frames.payload(stream, NEXT, "end"),
                    Frames.requestN(stream, 1));
            ManualResponder.Call call = wire.responder.next();
            assertThat(call.data()).isEqualTo("x".repeat(100) + "end");
            int items = 0;
            for (String item : new String[] {"a", "b", "c"}) {
                call.answer().awaitRequested(++items).next(Payload.of(item));
                wire.peer.expectPayload(stream, NEXT, item);
            }
            wire.probe();
            assertThat(call.answer().requested).hasValue(3);
        }
    }

    // 115
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aRequestForNothingIsInvalid(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            for (int n : new int[] {0, -1, Integer.MIN_VALUE}) {
                int stream = wire.peerStream();
                wire.peer.send(Frames.requestStream(stream, n, "ask"));
                wire.peer.expectError(stream, ErrorCode.INVALID);
                int channel = wire.peerStream();
                wire.peer.send(Frames.requestChannel(channel, n, 0, "ask"));
                wire.peer.expectError(channel, ErrorCode.INVALID);
            }
            assertThat(wire.responder.handled).hasValue(0);
            wire.probe();
            wire.assertIdle();
        }
    }

    // 116
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void moreThanWasGrantedCancelsAndFails(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber subscriber = ask(wire, 0, 2);
            int own = wire.ownStream(0);
            wire.peer.send(
                    Frames.payload(own, NEXT, "a"),
                    Frames.payload(own, NEXT, "b"),
                    Frames.payload(own, NEXT, "c"),
                    Frames.payload(own, NEXT, "d"));
            assertThat(subscriber.awaitFailure()).isInstanceOf(InteractionException.class);
            assertThat(subscriber.items).containsExactly("a", "b");
            wire.peer.expect(FrameType.CANCEL, own);
            wire.probe();
            assertThat(subscriber.ends).hasValue(1);
            wire.assertIdle();
        }
    }

    private static RecordingSubscriber ask(Wire wire, int index, long demand) {
        RecordingSubscriber subscriber = new RecordingSubscriber(demand);
        wire.session.requestStream(Payload.of("ask")).subscribe(subscriber);
        wire.peer.expect(FrameType.REQUEST_STREAM, wire.ownStream(index));
        return subscriber;
    }
}
