package dev.socle.messaging.session;

import static dev.socle.messaging.session.Frames.COMPLETE;
import static dev.socle.messaging.session.Frames.FOLLOWS;
import static dev.socle.messaging.session.Frames.METADATA;
import static dev.socle.messaging.session.Frames.NEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.frame.FrameType;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/**
 * Each limit of {@link SessionLimits} at the wire that no other test there reaches: the last that passes, the first that not.
 * Not over TLS, where its long messages cost the cipher more time than all other tests together.
 */
@ExtendWith(BufferLeaks.class)
@OverEachTransport(except = {TestTransport.TLS, TestTransport.WSS})
class LimitsTest {

    // setupLengthMax: of the first frame only
    @Test
    void aSetupOverItsLengthIsRefused() {
        SessionLimits limits = SessionLimits.defaults().withSetupLengthMax(64);
        int room = 64 - (Frames.setup().length - 3);
        try (Listening listening = Listening.open(limits);
                ScriptedPeer fits = listening.connect();
                ScriptedPeer tooLong = listening.connect()) {
            fits.send(
                    Frames.setup(1, 0, 20_000, 90_000, 0, new byte[room]),
                    Frames.requestResponse(1, "probe".repeat(100)));
            fits.expectPayload(1, NEXT | COMPLETE, "probe".repeat(100));
            tooLong.send(Frames.setup(1, 0, 20_000, 90_000, 0, new byte[room + 1]));
            tooLong.expectEnd(ErrorCode.INVALID_SETUP);
            assertThat(listening.asked).hasValue(1);
        }
    }

    // frameLengthMax: the length alone is enough
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aFrameOverItsLengthEndsTheConnectionBeforeItHasCome(Wire.Role role) {
        TestTransport.assumeBytes();
        try (Wire wire = Wire.open(role, SessionLimits.defaults().withFrameLengthMax(128))) {
            int stream = wire.peerStream();
            String longest = "probe" + "x".repeat(128 - 6 - 5);
            wire.peer.send(Frames.requestResponse(stream, longest));
            wire.peer.expectPayload(stream, NEXT | COMPLETE, longest);
            wire.peer.send(Frames.int3(129));
            wire.peer.expectEnd(ErrorCode.CONNECTION_ERROR);
        }
    }

    // metadataLengthMax: of requests
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void metadataOverItsLengthFailsTheRequest(Wire.Role role) {
        try (Wire wire = Wire.open(role, SessionLimits.defaults().withMetadataLengthMax(10))) {
            for (int type = FrameType.REQUEST_RESPONSE; type <= FrameType.REQUEST_CHANNEL; type++) {
                int stream = wire.peerStream();
                boolean hasN = type == FrameType.REQUEST_STREAM || type == FrameType.REQUEST_CHANNEL;
                byte[] n = hasN ? Frames.int4(1) : new byte[0];
                wire.peer.send(Frames.frame(stream, type, METADATA, n, Frames.metadata("m".repeat(11))));
                if (type != FrameType.REQUEST_FNF) {
                    assertThat(wire.peer.expectError(stream, ErrorCode.INVALID).errorText())
                            .contains("metadataLengthMax 10");
                }
            }
            wire.probe();
            assertThat(wire.responder.handled).hasValue(0);
            wire.peer.send(
                    Frames.frame(wire.peerStream(), FrameType.REQUEST_FNF, METADATA, Frames.metadata("m".repeat(10))));
            assertThat(wire.responder.next().metadata()).isEqualTo("m".repeat(10));
        }
    }

    // metadataLengthMax: of all the parts of a request together
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void metadataInPartsIsMeasuredTogether(Wire.Role role) {
        try (Wire wire = Wire.open(role, SessionLimits.defaults().withMetadataLengthMax(100))) {
            int stream = wire.peerStream();
            int flags = METADATA | FOLLOWS;
            wire.peer.send(
                    Frames.frame(stream, FrameType.REQUEST_RESPONSE, flags, Frames.metadata("m".repeat(60))),
                    Frames.frame(stream, FrameType.PAYLOAD, NEXT | flags, Frames.metadata("m".repeat(41))),
                    Frames.payload(stream, NEXT, "end"));
            assertThat(wire.peer.expectError(stream, ErrorCode.CANCELED).errorText())
                    .contains("metadataLengthMax 100");
            wire.probe();
            assertThat(wire.responder.handled).hasValue(0);
            wire.assertIdle();
        }
    }

    // metadataLengthMax: of what comes back, and of a channel's messages
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void metadataOverItsLengthFailsTheStream(Wire.Role role) {
        byte[] tooLong = Frames.metadata("m".repeat(11));
        try (Wire wire = Wire.open(role, SessionLimits.defaults().withMetadataLengthMax(10))) {
            RecordingSubscriber subscriber = new RecordingSubscriber(5);
            wire.session.requestStream(Payload.of("ask")).subscribe(subscriber);
            int own = wire.ownStream(0);
            wire.peer.expect(FrameType.REQUEST_STREAM, own);
            wire.peer.send(Frames.frame(own, FrameType.PAYLOAD, NEXT | METADATA, tooLong));
            wire.peer.expect(FrameType.CANCEL, own);
            assertThat(subscriber.awaitFailure()).hasMessageContaining("metadataLengthMax 10");

            int stream = wire.peerStream();
            wire.peer.send(Frames.requestChannel(stream, 1, 0, "first"));
            ManualResponder.Call call = wire.responder.next();
            RecordingSubscriber received = new RecordingSubscriber(2);
            Objects.requireNonNull(call.messages()).subscribe(received);
            wire.peer.expectRequestN(stream, 1);
            wire.peer.send(Frames.frame(stream, FrameType.PAYLOAD, NEXT | METADATA, tooLong));
            wire.peer.expectError(stream, ErrorCode.CANCELED);
            assertThat(received.awaitItems("first").awaitFailure()).hasMessageContaining("metadataLengthMax 10");
            call.answer().awaitCancelled();
            wire.probe();
            wire.assertIdle();
        }
    }

    // inboundStreamsMax: more are rejected, and were not handled
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void oneStreamTooManyIsRejected(Wire.Role role) {
        try (Wire wire = Wire.open(role, SessionLimits.defaults().withInboundStreamsMax(2))) {
            int first = wire.peerStream();
            wire.peer.send(
                    Frames.requestResponse(first, "a"),
                    Frames.requestStream(wire.peerStream(), 1, "b"),
                    Frames.requestResponse(wire.peerStream(), "c"),
                    Frames.requestStream(wire.peerStream(), 1, "d"),
                    Frames.requestChannel(wire.peerStream(), 1, 0, "e"));
            for (int stream = first + 4; stream <= first + 8; stream += 2) {
                assertThat(wire.peer.expectError(stream, ErrorCode.REJECTED).errorText())
                        .contains("inboundStreamsMax");
            }
            assertThat(wire.responder.handled).hasValue(2);
            wire.responder.next().answer().awaitRequested(1).next(Payload.of("told"));
            wire.peer.expectPayload(first, NEXT | COMPLETE, "told");
            wire.probe(); // there is room again
        }
    }

    // handlerTimeout: the requester learns of it, and what comes too late is given up
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aHandlerThatTakesTooLongIsCancelled(Wire.Role role) {
        try (Wire wire = Wire.open(role, SessionLimits.defaults().withHandlerTimeout(Duration.ofMillis(50)))) {
            int stream = wire.peerStream();
            wire.peer.send(Frames.requestResponse(stream, "ask"));
            ManualPublisher<Payload> answer = wire.responder.next().answer();
            assertThat(wire.peer.expectError(stream, ErrorCode.CANCELED).errorText())
                    .contains("handlerTimeout");
            answer.awaitCancelled().next(Payload.of("late"));
            wire.probe();
            wire.assertIdle();
        }
    }

    // ignoredFramesMax
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void oneSenselessFrameTooManyEndsTheConnection(Wire.Role role) {
        try (Wire wire = Wire.open(role, SessionLimits.defaults().withIgnoredFramesMax(3))) {
            wire.peer.send(Frames.lease(0), Frames.setup(), Frames.cancel(wire.ownStream(9)));
            wire.probe();
            wire.peer.send(Frames.resumeOk(), Frames.requestResponse(wire.peerStream(), "probe"));
            assertThat(wire.peer.expectEnd(ErrorCode.CONNECTION_ERROR).errorText())
                    .contains("ignoredFramesMax");
        }
    }

    // outboundBytesMax: who has the answers of keep-alives pile up is not read from until it reads; so it is too when
    // the limit lies below the mark from which on the connection is not writable
    @ParameterizedTest
    @ValueSource(ints = {16 * 1024, 256 * 1024})
    void readingRestsWhileAnswersPileUpAndGoesOnAfterwards(int highMark) throws InterruptedException {
        int most = 64 * 1024;
        int frames = 20_000; // more than the sockets of both sides hold
        SessionLimits limits =
                SessionLimits.defaults().withOutboundBytesMax(most).withWriteStallTimeout(Duration.ofMinutes(5));
        SessionOptions options = SessionOptions.defaults()
                .withLimits(limits)
                .withConnection(ConnectionOptions.defaults().withOutbound(highMark / 4, highMark));
        try (Wire wire = Wire.server(options, Frames.setup(), 4096)) {
            AtomicLong sent = new AtomicLong();
            String padding = "x".repeat(1000);
            Thread sender = new Thread(
                    () -> {
                        for (int i = 0; i < frames; i++) {
                            wire.peer.trySend(Frames.keepAlive(Frames.RESPOND, 0, i + padding));
                            sent.set(i);
                        }
                    },
                    "sender");
            sender.start();
            Soon.until(() -> queued(wire) > most);
            long sentBefore;
            do { // until neither side moves
                sentBefore = sent.get();
                assertThat(queued(wire)).isLessThan(16L * most);
                for (int i = 0; i < 100; i++) {
                    queued(wire);
                }
            } while (sent.get() != sentBefore);
            assertThat(sent.get()).isLessThan(frames - 1);
            for (int i = 0; i < frames; i++) {
                assertThat(wire.peer.expect(FrameType.KEEPALIVE, 0).data()).isEqualTo(i + padding);
            }
            sender.join();
            wire.probe();
        }
    }

    // writeStallTimeout: a peer that does not read has its connection closed; what was not sent is known to be so
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aPeerThatDoesNotReadEndsTheConnection(Wire.Role role) {
        SessionLimits limits = SessionLimits.defaults().withWriteStallTimeout(Duration.ofMillis(300));
        SessionOptions options = SessionOptions.defaults()
                .withLimits(limits)
                .withConnection(ConnectionOptions.defaults().withCloseTimeout(Duration.ofMillis(50)));
        byte[] note = new byte[4 << 20];
        try (Wire wire = Wire.open(role, options)) {
            AtomicReference<Throwable> end = new AtomicReference<>();
            wire.session.onClose().subscribe(null, end::set);
            List<RecordingSubscriber> notes = new ArrayList<>();
            for (int i = 0; i < 20; i++) { // more than the sockets of both sides hold
                RecordingSubscriber subscriber = new RecordingSubscriber(1);
                wire.session.fireAndForget(Payload.of(note)).cast(Payload.class).subscribe(subscriber);
                notes.add(subscriber);
            }
            Soon.until(() -> end.get() != null);
            assertThat(end.get())
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            stalled -> assertThat(stalled.reason()).isEqualTo(ConnectionException.Reason.STALLED));
            assertThat(end.get()).hasMessageContaining("writeStallTimeout");
            assertThat(notes.get(notes.size() - 1).awaitFailure())
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            lost -> assertThat(lost.reason()).isEqualTo(ConnectionException.Reason.STALLED));
            wire.assertIdle();
        }
    }

    private static long queued(Wire wire) {
        return Mono.<Long>create(sink -> wire.session
                        .connection()
                        .execute(() -> sink.success(wire.session.connection().bytesQueued())))
                .block(Wire.SOON);
    }
}
