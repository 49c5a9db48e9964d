package dev.socle.messaging.session;

import static dev.socle.messaging.session.Frames.COMPLETE;
import static dev.socle.messaging.session.Frames.FOLLOWS;
import static dev.socle.messaging.session.Frames.NEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.frame.FrameType;
import dev.socle.transport.BufferLeaks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sections 1.A and 1.T of the requirements on the wire, framing, and what makes no sense: it disturbs neither the
 * connection nor what is under way on it, in either role. The numbers are the items.
 */
@ExtendWith(BufferLeaks.class)
@OverEachTransport
class UnexpectedFrameTest {

    private static final int NEVER_USED = 100_000; // and the next, of the other side

    static Stream<Arguments> senseless() {
        Map<String, byte[]> frames = new TreeMap<>();
        frames.put("SETUP", Frames.setup());
        frames.put("SETUP on a stream", Frames.frame(NEVER_USED, FrameType.SETUP, 0, new byte[40]));
        frames.put("RESUME_OK", Frames.resumeOk());
        frames.put("RESUME_OK on a stream", Frames.frame(NEVER_USED, FrameType.RESUME_OK, 0, new byte[8]));
        frames.put("RESUME on a stream", Frames.frame(NEVER_USED, FrameType.RESUME, 0, new byte[40]));
        frames.put("LEASE", Frames.lease(0));
        frames.put("LEASE on a stream", Frames.lease(NEVER_USED));
        frames.put("KEEPALIVE on a stream", Frames.frame(NEVER_USED, FrameType.KEEPALIVE, Frames.RESPOND, new byte[8]));
        frames.put("METADATA_PUSH on a stream", Frames.metadataPush(NEVER_USED, "m"));
        frames.put("PAYLOAD on stream 0", Frames.payload(0, NEXT | COMPLETE, "x"));
        frames.put("REQUEST_N on stream 0", Frames.requestN(0, 1));
        frames.put("CANCEL on stream 0", Frames.cancel(0));
        frames.put("ERROR of a set-up", Frames.error(0, ErrorCode.REJECTED_SETUP, "no"));
        for (int type = FrameType.REQUEST_RESPONSE; type <= FrameType.REQUEST_CHANNEL; type++) {
            frames.put(FrameType.name(type) + " on stream 0", Frames.frame(0, type, 0, Frames.int4(1)));
        }
        for (int stream : new int[] {NEVER_USED, NEVER_USED + 1}) {
            frames.put("PAYLOAD on " + stream, Frames.payload(stream, NEXT, "x"));
            frames.put("PAYLOAD in parts on " + stream, Frames.payload(stream, NEXT | FOLLOWS, "x"));
            frames.put("REQUEST_N on " + stream, Frames.requestN(stream, 1));
            frames.put("REQUEST_N of 0 on " + stream, Frames.requestN(stream, 0));
            frames.put("CANCEL on " + stream, Frames.cancel(stream));
            frames.put("ERROR on " + stream, Frames.error(stream, ErrorCode.CANCELED, "x"));
        }
        return Stream.of(Wire.Role.values())
                .flatMap(role ->
                        frames.entrySet().stream().map(frame -> Arguments.of(role, frame.getKey(), frame.getValue())));
    }

    // 57, 58, 95, 96, 148, 204 to 215: also while messages are in parts both ways, which arrive whole
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("senseless")
    void whatMakesNoSenseIsIgnored(Wire.Role role, String what, byte[] frame) {
        String part = "x".repeat(80);
        try (Wire wire = Wire.open(role)) {
            int asked = wire.peerStream();
            wire.peer.send(Frames.frame(asked, FrameType.REQUEST_RESPONSE, FOLLOWS, Frames.bytes(part)));
            RecordingSubscriber subscriber = new RecordingSubscriber(1);
            wire.session.requestResponse(Payload.of("ask")).subscribe(subscriber);
            int own = wire.ownStream(0);
            wire.peer.expect(FrameType.REQUEST_RESPONSE, own);
            wire.peer.send(Frames.payload(own, NEXT | FOLLOWS, part));
            wire.probe();
            wire.peer.send(frame, frame);
            wire.probe();
            wire.peer.send(Frames.payload(asked, NEXT, "end"), Frames.payload(own, NEXT | COMPLETE, "end"));
            assertThat(wire.responder.next().data()).isEqualTo(part + "end");
            subscriber.awaitItems(part + "end").awaitComplete();
            assertThat(wire.responder.handled).hasValue(1);
        }
    }

    // 183: but a session cannot be resumed over its own connection
    @Test
    void resumingAfterTheSetupEndsTheConnection() {
        try (Wire wire = Wire.open(Wire.Role.SERVER)) {
            wire.peer.send(Frames.resume());
            wire.peer.expectEnd(ErrorCode.CONNECTION_ERROR);
        }
        try (Wire wire = Wire.open(Wire.Role.CLIENT)) {
            wire.peer.send(Frames.resume());
            wire.probe();
        }
    }

    // 212, 217, 218: what comes for a stream that has ended is normal traffic, and counts for nothing
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void whatComesTooLateIsDroppedAndNotCounted(Wire.Role role) {
        try (Wire wire = Wire.open(role, SessionLimits.defaults().withIgnoredFramesMax(1))) {
            List<Integer> ended = new ArrayList<>();
            RecordingSubscriber cancelled = new RecordingSubscriber(1);
            wire.session.requestStream(Payload.of("ask")).subscribe(cancelled);
            wire.peer.expect(FrameType.REQUEST_STREAM, wire.ownStream(0));
            cancelled.cancel();
            wire.peer.expect(FrameType.CANCEL, wire.ownStream(0));
            ended.add(wire.ownStream(0));
            wire.session.fireAndForget(Payload.of("note")).block(Wire.SOON);
            wire.peer.expect(FrameType.REQUEST_FNF, wire.ownStream(1));
            ended.add(wire.ownStream(1));
            int answered = wire.peerStream();
            wire.peer.send(Frames.requestResponse(answered, "probe"));
            wire.peer.expectPayload(answered, NEXT | COMPLETE, "probe");
            ended.add(answered);
            for (int i = 0; i < 10; i++) {
                for (int stream : ended) {
                    wire.peer.send(
                            Frames.payload(stream, NEXT, "late"),
                            Frames.payload(stream, NEXT | FOLLOWS, "late"),
                            Frames.payload(stream, COMPLETE, ""),
                            Frames.requestN(stream, 1),
                            Frames.error(stream, ErrorCode.APPLICATION_ERROR, "late"),
                            Frames.cancel(stream));
                }
            }
            wire.probe();
            wire.assertIdle();
            assertThat(cancelled.items).isEmpty();
        }
    }

    // 212: who has asked has no more to say
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void messagesBehindASingleRequestAreIgnored(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int one = wire.peerStream();
            int many = wire.peerStream();
            wire.peer.send(Frames.requestResponse(one, "ask"), Frames.requestStream(many, 1, "ask"));
            for (int stream : new int[] {one, many}) {
                wire.peer.send(Frames.payload(stream, NEXT, "more"), Frames.payload(stream, COMPLETE, ""));
            }
            wire.responder.next().answer().awaitRequested(1).next(Payload.of("told"));
            wire.peer.expectPayload(one, NEXT | COMPLETE, "told");
            wire.responder.next().answer().awaitRequested(1).next(Payload.of("told"));
            wire.peer.expectPayload(many, NEXT, "told");
            wire.probe();
        }
    }

    // 10: bytes behind the fields that are defined
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void bytesBehindTheFieldsAreIgnored(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(
                    Frames.requestStream(stream, 1, "ask"),
                    Frames.frame(stream, FrameType.REQUEST_N, 0, Frames.int4(1), new byte[5]));
            ManualPublisher<Payload> answer = wire.responder.next().answer();
            answer.awaitRequested(1).next(Payload.of("a"));
            answer.awaitRequested(2).next(Payload.of("b"));
            wire.peer.expectPayload(stream, NEXT, "a");
            wire.peer.expectPayload(stream, NEXT, "b");
            wire.peer.send(Frames.frame(stream, FrameType.CANCEL, 0, new byte[5]));
            answer.awaitCancelled();
            wire.probe();
        }
    }

    // 5: a frame shorter than its header
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aFrameWithoutItsHeaderEndsTheConnection(Wire.Role role) {
        for (int length = 0; length < 6; length++) {
            try (Wire wire = Wire.open(role)) {
                wire.peer.send(Frames.int3(length), new byte[length]);
                wire.peer.expectEnd(ErrorCode.CONNECTION_ERROR);
            }
        }
    }

    // 7: behind what breaks the protocol nothing is heard, though it came with it
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void nothingIsHeardBehindAViolation(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(
                    Frames.frame(0, FrameType.EXT, 0, Frames.int4(1)),
                    Frames.requestResponse(stream, "ask"),
                    Frames.fireAndForget(stream + 2, "note"));
            wire.peer.expectEnd(ErrorCode.CONNECTION_ERROR);
            assertThat(wire.responder.handled).hasValue(0);
        }
    }

    // 4: each byte by itself, and all of it at once, mean the same
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void anySegmentationMeansTheSame(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            for (boolean byteByByte : new boolean[] {true, false}) {
                int whole = wire.peerStream();
                int parts = wire.peerStream();
                byte[] said = Frames.join(
                        Frames.requestResponse(whole, "probe whole"),
                        Frames.frame(
                                parts, FrameType.REQUEST_RESPONSE, FOLLOWS, Frames.bytes("probe" + "x".repeat(70))),
                        Frames.keepAlive(Frames.RESPOND, 0, "there?"),
                        Frames.payload(parts, NEXT, "end"));
                if (byteByByte) {
                    for (byte one : said) {
                        wire.peer.send(new byte[] {one});
                    }
                } else {
                    wire.peer.send(said);
                }
                wire.peer.expectPayload(whole, NEXT | COMPLETE, "probe whole");
                assertThat(wire.peer.expect(FrameType.KEEPALIVE, 0).data()).isEqualTo("there?");
                wire.peer.expectPayload(parts, NEXT | COMPLETE, "probe" + "x".repeat(70) + "end");
            }
        }
    }

    // 6, 8, 9: a long message lets others pass, and each stream stays in order
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aLongMessageLetsOthersPass(Wire.Role role) {
        SessionLimits limits = SessionLimits.defaults().withFragmentLength(1024);
        try (Wire wire = Wire.open(role, limits)) {
            int bulk = wire.peerStream();
            int quick = wire.peerStream();
            wire.peer.send(Frames.requestResponse(bulk, "ask"), Frames.requestResponse(quick, "ask"));
            ManualPublisher<Payload> longAnswer = wire.responder.next().answer().awaitRequested(1);
            ManualPublisher<Payload> shortAnswer =
                    wire.responder.next().answer().awaitRequested(1);
            OnLoop.whileBusy(wire.session, () -> {
                longAnswer.next(Payload.of(new byte[4 << 20]));
                shortAnswer.next(Payload.of("told"));
            });
            int parts = 0;
            ReceivedFrame frame = wire.peer.receive();
            for (; frame.streamId() == bulk; frame = wire.peer.receive()) {
                assertThat(frame.has(FOLLOWS)).as("the long one has not ended").isTrue();
                parts++;
            }
            assertThat(frame.streamId()).isEqualTo(quick);
            while (wire.peer.expect(FrameType.PAYLOAD, bulk).has(FOLLOWS)) {
                parts++;
            }
            assertThat(parts).isGreaterThan(4000);
        }
    }
}
