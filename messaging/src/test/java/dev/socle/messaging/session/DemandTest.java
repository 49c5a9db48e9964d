package dev.socle.messaging.session;

import static dev.socle.messaging.session.Frames.NEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.frame.FrameType;
import dev.socle.transport.BufferLeaks;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** Section 1.M of the requirements on the wire, REQUEST_N and demand; the numbers are its items. */
@ExtendWith(BufferLeaks.class)
@OverEachTransport
class DemandTest {

    // 131, M4
    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void demandForNothingIsInvalid(int n) {
        for (Wire.Role role : Wire.Role.values()) {
            try (Wire wire = Wire.open(role)) {
                int stream = wire.peerStream();
                wire.peer.send(Frames.requestStream(stream, 1, "ask"));
                ManualPublisher<Payload> answer = wire.responder.next().answer();
                wire.peer.send(Frames.requestN(stream, n));
                wire.peer.expectError(stream, ErrorCode.INVALID);
                answer.awaitCancelled();

                int channel = wire.peerStream();
                wire.peer.send(Frames.requestChannel(channel, 1, 0, "ask"));
                ManualResponder.Call call = wire.responder.next();
                RecordingSubscriber received = new RecordingSubscriber(1);
                Objects.requireNonNull(call.messages()).subscribe(received);
                wire.peer.send(Frames.requestN(channel, n));
                wire.peer.expectError(channel, ErrorCode.INVALID);
                received.awaitFailure();
                call.answer().awaitCancelled();

                RecordingSubscriber subscriber = new RecordingSubscriber(5);
                ManualPublisher<Payload> messages = new ManualPublisher<>();
                wire.session.requestChannel(messages).subscribe(subscriber);
                messages.awaitRequested(1).next(Payload.of("first"));
                wire.peer.expect(FrameType.REQUEST_CHANNEL, wire.ownStream(0));
                wire.peer.send(Frames.requestN(wire.ownStream(0), n));
                wire.peer.expectError(wire.ownStream(0), ErrorCode.INVALID);
                subscriber.awaitFailure();
                messages.awaitCancelled();
                wire.probe();
                wire.assertIdle();
            }
        }
    }

    // 132
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void demandAddsUp(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(
                    Frames.requestStream(stream, 1, "ask"),
                    Frames.requestN(stream, 2),
                    Frames.requestN(stream, 3),
                    Frames.requestN(stream, 4));
            ManualPublisher<Payload> answer = wire.responder.next().answer();
            for (int i = 1; i <= 10; i++) {
                answer.awaitRequested(i).next(Payload.of("" + i));
                wire.peer.expectPayload(stream, NEXT, "" + i);
            }
            wire.probe();
            assertThat(answer.requested).hasValue(10);
        }
    }

    // 133, 134, 135, M5: too much is unbounded, and no sum turns negative
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aSumBeyondTheLargestNumberIsUnbounded(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(Frames.requestStream(stream, Integer.MAX_VALUE, "ask"));
            ManualPublisher<Payload> answer = wire.responder.next().answer();
            for (int i = 0; i < 20; i++) {
                wire.peer.send(Frames.requestN(stream, Integer.MAX_VALUE));
            }
            for (int i = 1; i <= 300; i++) {
                answer.awaitRequested(i).next(Payload.of("" + i));
                wire.peer.expectPayload(stream, NEXT, "" + i);
            }
            wire.probe();
            assertThat(answer.requested.get()).isLessThanOrEqualTo(300 + 256); // a share at a time, all the same
        }
    }

    // 135: past the largest number, with the count preset
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void unboundedDemandIsToppedUpBeforeThePeerRunsOut(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber subscriber = new RecordingSubscriber(Long.MAX_VALUE);
            Flux<Payload> stream = wire.session.requestStream(Payload.of("ask"));
            stream.subscribe(subscriber);
            int own = wire.ownStream(0);
            wire.peer.expect(FrameType.REQUEST_STREAM, own);
            OnLoop.run(wire.session, () -> ((Inlet<?>) stream).presetReceived((1 << 30) - 2));
            wire.peer.send(Frames.payload(own, NEXT, "a"));
            wire.probe();
            wire.peer.send(Frames.payload(own, NEXT, "b"));
            wire.peer.expectRequestN(own, 1 << 30);
            wire.peer.send(Frames.payload(own, NEXT, "c"));
            wire.probe();
            subscriber.awaitItems("a", "b", "c");
        }
    }

    // 135: what was asked for in two halves is as unbounded as what was asked for at once
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void largeDemandTravelsAsItIs(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber subscriber = new RecordingSubscriber(1L << 31);
            wire.session.requestStream(Payload.of("ask")).subscribe(subscriber);
            int own = wire.ownStream(0);
            assertThat(wire.peer.expect(FrameType.REQUEST_STREAM, own).initialN())
                    .isEqualTo(Integer.MAX_VALUE);
            RecordingSubscriber halves = new RecordingSubscriber(1L << 30);
            wire.session.requestStream(Payload.of("ask")).subscribe(halves);
            own = wire.ownStream(1);
            assertThat(wire.peer.expect(FrameType.REQUEST_STREAM, own).initialN())
                    .isEqualTo(1 << 30);
            halves.request(1L << 30);
            wire.peer.expectRequestN(own, 1 << 30);
            halves.request(Long.MAX_VALUE);
            wire.peer.expectRequestN(own, Integer.MAX_VALUE);
            halves.request(5);
            wire.probe();
        }
    }

    // 136
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aStreamWithoutDemandWaits(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(Frames.requestStream(stream, 1, "ask"));
            ManualPublisher<Payload> answer = wire.responder.next().answer();
            answer.awaitRequested(1).next(Payload.of("a"));
            wire.peer.expectPayload(stream, NEXT, "a");
            for (int i = 0; i < 10; i++) {
                wire.probe();
            }
            assertThat(answer.cancellations).hasValue(0);
            wire.peer.send(Frames.requestN(stream, 1));
            answer.awaitRequested(2).next(Payload.of("b"));
            wire.peer.expectPayload(stream, NEXT, "b");
        }
    }

    // A publisher is asked for 256 ahead at the most, whatever the peer grants.
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aPublisherIsAskedForNoMoreThanPullMax(Wire.Role role) {
        try (Wire wire = Wire.open(role, SessionLimits.defaults().withPullMax(16))) {
            int stream = wire.peerStream();
            wire.peer.send(Frames.requestStream(stream, Integer.MAX_VALUE, "ask"));
            ManualPublisher<Payload> answer = wire.responder.next().answer();
            long most = 0;
            for (int i = 1; i <= 100; i++) {
                answer.awaitRequested(i).next(Payload.of("x"));
                wire.peer.expectPayload(stream, NEXT, "x");
                most = Math.max(most, answer.requested.get() - i);
            }
            assertThat(most).isLessThanOrEqualTo(16).isGreaterThan(8);
        }
    }

    // A publisher that gives more than it was asked for fails its stream: nothing is dropped in silence.
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aPublisherThatGivesTooMuchFailsItsStream(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(Frames.requestStream(stream, 1, "ask"));
            ManualPublisher<Payload> answer = wire.responder.next().answer();
            answer.awaitRequested(1).next(Payload.of("a"));
            answer.next(Payload.of("b"));
            wire.peer.expectPayload(stream, NEXT, "a");
            wire.peer.expectError(stream, ErrorCode.APPLICATION_ERROR);
            answer.awaitCancelled();
            wire.assertIdle();

            int flooded = wire.peerStream();
            wire.peer.send(Frames.requestStream(flooded, 1, "ask"));
            ManualPublisher<Payload> flood = wire.responder.next().answer();
            flood.awaitRequested(1);
            OnLoop.whileBusy(wire.session, () -> {
                for (int i = 0; i < 1000; i++) {
                    flood.next(Payload.of(new byte[100]));
                }
                flood.complete();
            });
            wire.peer.expectError(flooded, ErrorCode.APPLICATION_ERROR);
            wire.probe();
            wire.assertIdle();
        }
    }
}
