package dev.socle.messaging.session;

import static dev.socle.messaging.session.Frames.COMPLETE;
import static dev.socle.messaging.session.Frames.NEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.frame.FrameType;
import dev.socle.transport.BufferLeaks;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Section 1.J of the requirements on the wire, REQUEST_FNF; the numbers are its items. */
@ExtendWith(BufferLeaks.class)
@OverEachTransport
class FireAndForgetTest {

    // 104: nothing goes back, whatever becomes of it
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void nothingGoesBack(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            for (String end : new String[] {"complete", "item", "failure", "refusal"}) {
                wire.peer.send(Frames.fireAndForget(wire.peerStream(), end));
                ManualPublisher<Payload> answer = wire.responder.next().answer();
                answer.awaitRequested(1);
                switch (end) {
                    case "complete" -> answer.complete();
                    case "item" -> {
                        answer.next(Payload.of("unheard"));
                        answer.complete();
                    }
                    case "failure" -> answer.fail(new IllegalStateException("on purpose"));
                    default -> answer.fail(InteractionException.of(ErrorCode.REJECTED, "no"));
                }
                wire.probe();
            }
            wire.assertIdle();
        }
    }

    // 104: nor when it is refused
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void oneTooManyIsDroppedSilently(Wire.Role role) {
        try (Wire wire = Wire.open(role, SessionLimits.defaults().withInboundStreamsMax(2))) {
            wire.peer.send(
                    Frames.fireAndForget(wire.peerStream(), "a"),
                    Frames.fireAndForget(wire.peerStream(), "b"),
                    Frames.fireAndForget(wire.peerStream(), "c"));
            ManualPublisher<Payload> a = wire.responder.next().answer();
            ManualPublisher<Payload> b = wire.responder.next().answer();
            a.awaitRequested(1).complete();
            b.awaitRequested(1).complete();
            wire.assertIdle();
            wire.probe();
            assertThat(wire.responder.isIdle()).isTrue();
        }
    }

    // 105, 106: it completes when it was handed over, and has left no stream
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void theSenderIsDoneWhenItIsSent(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber subscriber = new RecordingSubscriber(0);
            wire.session.fireAndForget(Payload.of("note")).cast(Payload.class).subscribe(subscriber);
            subscriber.request(1);
            subscriber.awaitComplete();
            wire.assertIdle();
            assertThat(wire.peer
                            .expect(FrameType.REQUEST_FNF, wire.ownStream(0))
                            .data())
                    .isEqualTo("note");
        }
    }

    // 105: a stream that ended when it was received cannot be cancelled
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aCancelAfterwardsIsIgnored(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(Frames.fireAndForget(stream, "note"), Frames.cancel(stream));
            ManualPublisher<Payload> answer = wire.responder.next().answer();
            wire.probe();
            assertThat(answer.cancellations).hasValue(0);
            answer.awaitRequested(1).complete();
            wire.assertIdle();
        }
    }

    // A handler that never ends holds its place for a time only.
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aHandlerThatNeverEndsIsCancelled(Wire.Role role) {
        try (Wire wire = Wire.open(role, SessionLimits.defaults().withHandlerTimeout(Duration.ofMillis(50)))) {
            wire.peer.send(Frames.fireAndForget(wire.peerStream(), "note"));
            wire.responder.next().answer().awaitCancelled();
            wire.probe();
            wire.assertIdle();
        }
    }

    // 107
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void whatComesBackIsIgnored(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            wire.session.fireAndForget(Payload.of("note")).block(Wire.SOON);
            int own = wire.ownStream(0);
            wire.peer.expect(FrameType.REQUEST_FNF, own);
            wire.peer.send(
                    Frames.payload(own, NEXT | COMPLETE, "thanks"),
                    Frames.error(own, ErrorCode.APPLICATION_ERROR, "no"),
                    Frames.cancel(own),
                    Frames.requestN(own, 1));
            wire.probe();
        }
    }

    // 107: also while it is still being sent
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void whatComesBackBeforeItsEndIsIgnored(Wire.Role role) {
        try (Wire wire = Wire.open(role, SessionLimits.defaults().withFragmentLength(1024))) {
            byte[] data = new byte[1 << 20];
            RecordingSubscriber subscriber = new RecordingSubscriber(1);
            wire.session.fireAndForget(Payload.of(data)).cast(Payload.class).subscribe(subscriber);
            int own = wire.ownStream(0);
            wire.peer.expect(FrameType.REQUEST_FNF, own);
            wire.peer.send(
                    Frames.payload(own, NEXT | COMPLETE, "thanks"),
                    Frames.error(own, ErrorCode.APPLICATION_ERROR, "no"),
                    Frames.cancel(own),
                    Frames.requestN(own, 1));
            while (wire.peer.expect(FrameType.PAYLOAD, own).has(Frames.FOLLOWS)) {
                // the rest of it
            }
            subscriber.awaitComplete();
            wire.probe();
            wire.assertIdle();
        }
    }

    // 108
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aCancelBetweenItsFragmentsAbandonsIt(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(
                    Frames.frame(stream, FrameType.REQUEST_FNF, Frames.FOLLOWS, new byte[100]),
                    Frames.cancel(stream),
                    Frames.payload(stream, NEXT, "end"));
            wire.probe();
            assertThat(wire.responder.handled).hasValue(0);
            wire.assertIdle();
        }
    }
}
