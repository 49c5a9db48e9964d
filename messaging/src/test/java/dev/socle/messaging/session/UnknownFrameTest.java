package dev.socle.messaging.session;

import static dev.socle.messaging.session.Frames.IGNORE;
import static dev.socle.messaging.session.Frames.NEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.frame.FrameType;
import dev.socle.transport.BufferLeaks;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sections 1.B and 1.Q of the requirements on the wire: header, flags, unknown frames; the numbers are its items. */
@ExtendWith(BufferLeaks.class)
@OverEachTransport
class UnknownFrameTest {

    // 11: big-endian, and nothing but what the layout says
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void whatIsSentHasTheLayoutOfTheProtocol(Wire.Role role) {
        String own = role == Wire.Role.CLIENT ? "00000001" : "00000002";
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber subscriber = new RecordingSubscriber(0x01020304);
            wire.session.requestStream(Payload.of("x")).subscribe(subscriber);
            assertThat(wire.peer.receive().hex()).isEqualTo(own + "1800" + "01020304" + "78");
            subscriber.request(0x0a0b0c0d);
            assertThat(wire.peer.receive().hex()).isEqualTo(own + "2000" + "0a0b0c0d");
            subscriber.cancel();
            assertThat(wire.peer.receive().hex()).isEqualTo(own + "2400");
        }
    }

    // 12, 202: bits that a type has no use for change nothing; 0x01F is nobody's
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void undefinedFlagsAreIgnored(Wire.Role role) throws InterruptedException {
        try (Wire wire = Wire.open(role)) {
            int one = wire.peerStream();
            wire.peer.send(Frames.frame(one, FrameType.REQUEST_RESPONSE, 0x7F, Frames.bytes("ask"))); // C, N
            ManualResponder.Call call = wire.responder.next();
            assertThat(call.data()).isEqualTo("ask");
            call.answer().next(Payload.of("told"));
            wire.peer.expectPayload(one, NEXT | Frames.COMPLETE, "told");

            int many = wire.peerStream();
            wire.peer.send(
                    Frames.frame(many, FrameType.REQUEST_STREAM, 0x7F, Frames.int4(1), Frames.bytes("ask")),
                    Frames.frame(many, FrameType.REQUEST_N, 0xFF, Frames.int4(1))); // M is not its own
            ManualPublisher<Payload> answer = wire.responder.next().answer();
            answer.awaitRequested(1).next(Payload.of("a"));
            answer.awaitRequested(2).next(Payload.of("b"));
            wire.peer.expectPayload(many, NEXT, "a");
            wire.peer.expectPayload(many, NEXT, "b");
            wire.peer.send(Frames.frame(many, FrameType.CANCEL, 0x1FF));
            answer.awaitCancelled();

            wire.peer.send(Frames.frame(wire.peerStream(), FrameType.REQUEST_FNF, 0x7F, Frames.bytes("note")));
            assertThat(wire.responder.next().data()).isEqualTo("note");
            wire.peer.send(Frames.frame(0, FrameType.METADATA_PUSH, 0x1FF, Frames.bytes("m")));
            assertThat(wire.responder.pushed.take()).isEqualTo("m");
            wire.peer.send(Frames.keepAlive(0x1FF, 0, "hi"));
            assertThat(wire.peer.expect(FrameType.KEEPALIVE, 0).data()).isEqualTo("hi");

            RecordingSubscriber subscriber = new RecordingSubscriber(5);
            wire.session.requestStream(Payload.of("ask")).subscribe(subscriber);
            int own = wire.ownStream(0);
            wire.peer.expect(FrameType.REQUEST_STREAM, own);
            wire.peer.send(
                    Frames.payload(own, NEXT | 0x1F, "a"),
                    Frames.frame(own, FrameType.ERROR, 0x1FF, Frames.int4(0x301), Frames.bytes("no")));
            assertThat(subscriber.awaitFailure()).hasMessage("no");
            assertThat(subscriber.items).containsExactly("a");
            wire.probe();
        }
    }

    static Stream<Arguments> unknownTypes() {
        List<Arguments> types = new ArrayList<>();
        for (Wire.Role role : Wire.Role.values()) {
            for (int type : new int[] {0x00, 0x0F, 0x20, 0x3E, FrameType.EXT}) {
                types.add(Arguments.of(role, type));
            }
        }
        return types.stream();
    }

    // 13, 15, 16
    @ParameterizedTest
    @MethodSource("unknownTypes")
    void anUnknownTypeThatMayBeIgnoredIs(Wire.Role role, int type) {
        try (Wire wire = Wire.open(role)) {
            for (int stream : new int[] {0, wire.ownStream(7), wire.peerStream(), Integer.MAX_VALUE}) {
                for (int extendedType : new int[] {0, 1, -1}) {
                    wire.peer.send(Frames.frame(stream, type, IGNORE, Frames.int4(extendedType)));
                }
            }
            wire.peer.send(Frames.frame(0, type, IGNORE), Frames.frame(0, type, 0x3FF, new byte[5000]));
            wire.probe();
        }
    }

    // 14, 15, 16: the answer is never on a stream
    @ParameterizedTest
    @MethodSource("unknownTypes")
    void anUnknownTypeThatMayNotBeIgnoredEndsTheConnection(Wire.Role role, int type) {
        for (int stream : new int[] {0, 5, 6}) {
            try (Wire wire = Wire.open(role)) {
                wire.peer.send(Frames.frame(stream, type, 0, Frames.int4(1)));
                wire.peer.expectEnd(ErrorCode.CONNECTION_ERROR);
            }
        }
    }

    // 17
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aStreamNumberWithItsTopBitSetEndsTheConnection(Wire.Role role) {
        for (int stream : new int[] {-1, Integer.MIN_VALUE, Integer.MIN_VALUE + 1}) {
            try (Wire wire = Wire.open(role)) {
                wire.peer.send(Frames.frame(stream, FrameType.REQUEST_RESPONSE, IGNORE, Frames.bytes("x")));
                wire.peer.expectEnd(ErrorCode.CONNECTION_ERROR);
            }
        }
    }

    static Stream<Arguments> truncated() {
        List<Arguments> frames = new ArrayList<>();
        for (Wire.Role role : Wire.Role.values()) {
            int requests = role == Wire.Role.SERVER ? 1 : 2;
            frames.add(Arguments.of(role, requests, FrameType.REQUEST_STREAM, 2));
            frames.add(Arguments.of(role, requests, FrameType.REQUEST_CHANNEL, 3));
            frames.add(Arguments.of(role, 1, FrameType.REQUEST_N, 3));
            frames.add(Arguments.of(role, 1, FrameType.ERROR, 3));
            frames.add(Arguments.of(role, 0, FrameType.ERROR, 0));
            frames.add(Arguments.of(role, 0, FrameType.KEEPALIVE, 7));
        }
        return frames.stream();
    }

    // 18
    @ParameterizedTest
    @MethodSource("truncated")
    void aFrameWithoutItsFixedFieldsEndsTheConnection(Wire.Role role, int stream, int type, int bytes) {
        try (Wire wire = Wire.open(role)) {
            wire.peer.send(Frames.frame(stream, type, 0, new byte[bytes]));
            wire.peer.expectEnd(ErrorCode.CONNECTION_ERROR);
        }
    }

    // 18: unless it may be ignored
    @ParameterizedTest
    @MethodSource("truncated")
    void aFrameWithoutItsFixedFieldsThatMayBeIgnoredIs(Wire.Role role, int stream, int type, int bytes) {
        try (Wire wire = Wire.open(role)) {
            wire.peer.send(Frames.frame(stream, type, IGNORE, new byte[bytes]));
            wire.probe();
            wire.assertIdle();
        }
    }
}
