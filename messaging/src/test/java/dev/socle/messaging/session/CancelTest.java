package dev.socle.messaging.session;

import static dev.socle.messaging.session.Frames.FOLLOWS;
import static dev.socle.messaging.session.Frames.NEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.frame.FrameType;
import dev.socle.transport.BufferLeaks;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Section 1.N of the requirements on the wire, CANCEL; the numbers are its items. */
@ExtendWith(BufferLeaks.class)
@OverEachTransport
class CancelTest {

    // 139
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void anUnknownStreamIsIgnored(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            wire.peer.send(
                    Frames.cancel(0),
                    Frames.cancel(wire.ownStream(100)),
                    Frames.cancel(Integer.MAX_VALUE),
                    Frames.cancel(Integer.MAX_VALUE - 1));
            wire.probe();
        }
    }

    // 140
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void anEndedStreamIsIgnored(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(Frames.requestStream(stream, 1, "ask"));
            ManualPublisher<Payload> answer = wire.responder.next().answer();
            answer.awaitRequested(1).complete();
            wire.peer.expectPayload(stream, Frames.COMPLETE, "");
            wire.peer.send(Frames.cancel(stream), Frames.cancel(stream));
            wire.probe();
            assertThat(answer.cancellations).hasValue(0);
        }
    }

    // 141: of a request
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aRequestInPartsIsGivenUp(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            for (int type = FrameType.REQUEST_RESPONSE; type <= FrameType.REQUEST_CHANNEL; type++) {
                int stream = wire.peerStream();
                boolean hasN = type == FrameType.REQUEST_STREAM || type == FrameType.REQUEST_CHANNEL;
                wire.peer.send(
                        Frames.frame(
                                stream,
                                type,
                                FOLLOWS,
                                hasN ? Frames.int4(1) : new byte[0],
                                Frames.bytes("x".repeat(5000))),
                        Frames.cancel(stream),
                        Frames.payload(stream, NEXT, "the rest"));
            }
            wire.probe();
            assertThat(wire.responder.handled).hasValue(0);
            wire.assertIdle();
        }
    }

    // 141: of a message, in either direction
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aMessageInPartsIsGivenUp(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(Frames.requestChannel(stream, 1, 0, "first"));
            ManualResponder.Call call = wire.responder.next();
            RecordingSubscriber received = new RecordingSubscriber(10);
            Objects.requireNonNull(call.messages()).subscribe(received);
            wire.peer.expectRequestN(stream, 9);
            wire.peer.send(Frames.payload(stream, NEXT | FOLLOWS, "x".repeat(5000)), Frames.cancel(stream));
            received.awaitFailure();
            wire.probe();
            wire.assertIdle();

            RecordingSubscriber subscriber = new RecordingSubscriber(10);
            wire.session.requestStream(Payload.of("ask")).subscribe(subscriber);
            int own = wire.ownStream(0);
            wire.peer.expect(FrameType.REQUEST_STREAM, own);
            wire.peer.send(Frames.payload(own, NEXT | FOLLOWS, "x".repeat(5000)));
            Soon.asserted(() -> assertThat(
                            Objects.requireNonNull(wire.session.load().block(Wire.SOON))
                                    .partials())
                    .isEqualTo(1));
            subscriber.cancel();
            wire.peer.expect(FrameType.CANCEL, own);
            wire.assertIdle();
            wire.peer.send(Frames.payload(own, NEXT, "the rest"));
            wire.probe();
        }
    }

    // 141: what this side still has to send
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void anAnswerInPartsIsGivenUp(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(Frames.requestResponse(stream, "ask"));
            wire.responder.next().answer().next(Payload.of(new byte[4 << 20]));
            wire.peer.expect(FrameType.PAYLOAD, stream);
            wire.peer.send(Frames.cancel(stream));
            int probe = wire.peerStream();
            wire.peer.send(Frames.requestResponse(probe, "probe"));
            ReceivedFrame frame;
            do {
                frame = wire.peer.receive();
            } while (frame.streamId() == stream);
            assertThat(frame.streamId()).isEqualTo(probe);
            wire.assertIdle();
        }
    }
}
