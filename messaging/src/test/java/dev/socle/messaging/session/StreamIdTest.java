package dev.socle.messaging.session;

import static dev.socle.messaging.session.Frames.COMPLETE;
import static dev.socle.messaging.session.Frames.NEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.frame.FrameType;
import dev.socle.transport.BufferLeaks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Section 1.D of the requirements on the wire, stream identifiers; the numbers are its items. */
@ExtendWith(BufferLeaks.class)
@OverEachTransport
class StreamIdTest {

    // 26, 27: of every interaction, without a gap, also when one was cancelled or failed before it was sent
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void numbersGoUpByTwoWithoutGaps(Wire.Role role) {
        try (Wire wire = Wire.open(role, SessionLimits.defaults().withMessageLengthMax(1000))) {
            int index = 0;
            for (int round = 0; round < 3; round++) {
                wire.session.requestResponse(Payload.of("a")).subscribe(new RecordingSubscriber(1));
                wire.peer.expect(FrameType.REQUEST_RESPONSE, wire.ownStream(index++));
                RecordingSubscriber cancelled = new RecordingSubscriber(0);
                wire.session.requestResponse(Payload.of("never sent")).subscribe(cancelled);
                cancelled.cancel();
                RecordingSubscriber tooLong = new RecordingSubscriber(1);
                wire.session.requestResponse(Payload.of(new byte[1001])).subscribe(tooLong);
                assertThat(tooLong.awaitFailure()).isInstanceOf(InteractionException.class);
                wire.session.fireAndForget(Payload.of("b")).block(Wire.SOON);
                wire.peer.expect(FrameType.REQUEST_FNF, wire.ownStream(index++));
                wire.session.requestStream(Payload.of("c")).subscribe(new RecordingSubscriber(1));
                wire.peer.expect(FrameType.REQUEST_STREAM, wire.ownStream(index++));
                ManualPublisher<Payload> messages = new ManualPublisher<>();
                wire.session.requestChannel(messages).subscribe(new RecordingSubscriber(1));
                messages.awaitRequested(1).next(Payload.of("d"));
                wire.peer.expect(FrameType.REQUEST_CHANNEL, wire.ownStream(index++));
            }
        }
    }

    // 27: a request on stream 0 is none
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aRequestOnStreamZeroIsIgnored(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            wire.peer.send(
                    Frames.requestResponse(0, "ask"),
                    Frames.fireAndForget(0, "ask"),
                    Frames.requestStream(0, 1, "ask"),
                    Frames.requestChannel(0, 1, 0, "ask"));
            wire.probe();
            assertThat(wire.responder.handled).hasValue(0);
        }
    }

    // 32, 203, 219: a number in use is not used again, and its stream goes on
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aRequestOnALiveStreamIsIgnored(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(Frames.requestStream(stream, 1, "ask"));
            ManualPublisher<Payload> answer = wire.responder.next().answer();
            wire.peer.send(
                    Frames.requestStream(stream, 5, "again"),
                    Frames.requestResponse(stream, "again"),
                    Frames.fireAndForget(stream, "again"),
                    Frames.requestChannel(stream, 5, 0, "again"));
            wire.probe();
            assertThat(wire.responder.handled).hasValue(1);
            answer.awaitRequested(1).next(Payload.of("told"));
            wire.peer.expectPayload(stream, NEXT, "told");
            assertThat(answer.requested).hasValue(1);
        }
    }

    // 33
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void numbersMayComeAgainAndInAnyOrder(Wire.Role role) {
        int last = role == Wire.Role.SERVER ? Integer.MAX_VALUE : Integer.MAX_VALUE - 1;
        try (Wire wire = Wire.open(role)) {
            int first = wire.peerStream();
            for (int stream : new int[] {last, first, last, first + 100, first}) {
                wire.peer.send(Frames.requestResponse(stream, "probe"));
                wire.peer.expectPayload(stream, NEXT | COMPLETE, "probe");
            }
        }
    }

    // 34: the order of the numbers is the order on the wire, whoever asks
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void requestsOfManyThreadsAreInOrder(Wire.Role role) throws InterruptedException {
        try (Wire wire = Wire.open(role)) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                Thread thread = new Thread(() -> {
                    for (int i = 0; i < 250; i++) {
                        wire.session.requestResponse(Payload.of("x")).subscribe(new RecordingSubscriber(1));
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (int i = 0; i < 1000; i++) {
                wire.peer.expect(FrameType.REQUEST_RESPONSE, wire.ownStream(i));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    // 36
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aNumberOfTheOtherSideEndsTheConnection(Wire.Role role) {
        for (int type = FrameType.REQUEST_RESPONSE; type <= FrameType.REQUEST_CHANNEL; type++) {
            try (Wire wire = Wire.open(role)) {
                wire.peer.send(Frames.frame(wire.ownStream(9), type, 0, Frames.int4(1)));
                wire.peer.expectEnd(ErrorCode.CONNECTION_ERROR);
                assertThat(wire.responder.handled).hasValue(0);
            }
        }
    }

    // 29, 30, 35, M3: after the last number they begin again, and those in use are left out
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void afterTheLastNumberTheFirstFreeOneComes(Wire.Role role) {
        int last = role == Wire.Role.CLIENT ? Integer.MAX_VALUE : Integer.MAX_VALUE - 1;
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber live = new RecordingSubscriber(1);
            wire.session.requestResponse(Payload.of("lives on")).subscribe(live);
            wire.peer.expect(FrameType.REQUEST_RESPONSE, wire.ownStream(0));
            OnLoop.run(wire.session, () -> wire.session.presetNextStream(last - 2));
            for (int stream : new int[] {last - 2, last, wire.ownStream(1), wire.ownStream(2)}) {
                RecordingSubscriber subscriber = new RecordingSubscriber(1);
                wire.session.requestResponse(Payload.of("ask")).subscribe(subscriber);
                wire.peer.expect(FrameType.REQUEST_RESPONSE, stream);
                wire.peer.send(Frames.payload(stream, NEXT | COMPLETE, "told"));
                subscriber.awaitComplete();
            }
            wire.peer.send(Frames.payload(wire.ownStream(0), NEXT | COMPLETE, "told"));
            live.awaitComplete();
            wire.probe();
            wire.assertIdle();
        }
    }

    // 31: no number is free for one stream too many, and nothing is sent for it
    @Test
    void oneStreamTooManyFailsHere() {
        try (Wire wire = Wire.open(Wire.Role.CLIENT, SessionLimits.defaults().withOutboundStreamsMax(2))) {
            RecordingSubscriber first = new RecordingSubscriber(1);
            wire.session.requestResponse(Payload.of("a")).subscribe(first);
            wire.session.requestStream(Payload.of("b")).subscribe(new RecordingSubscriber(1));
            RecordingSubscriber third = new RecordingSubscriber(1);
            wire.session.requestResponse(Payload.of("c")).subscribe(third);
            InteractionException failure = (InteractionException) third.awaitFailure();
            assertThat(failure.outcome()).isEqualTo(Outcome.NOT_EXECUTED);
            assertThat(failure).hasMessageContaining("outboundStreamsMax");
            wire.peer.expect(FrameType.REQUEST_RESPONSE, 1);
            wire.peer.expect(FrameType.REQUEST_STREAM, 3);
            wire.peer.send(Frames.payload(1, NEXT | COMPLETE, "told"));
            first.awaitComplete();
            wire.session.requestResponse(Payload.of("d")).subscribe(new RecordingSubscriber(1));
            wire.peer.expect(FrameType.REQUEST_RESPONSE, 5);
        }
    }
}
