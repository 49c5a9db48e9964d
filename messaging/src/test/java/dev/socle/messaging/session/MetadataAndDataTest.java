package dev.socle.messaging.session;

import static dev.socle.messaging.session.Frames.COMPLETE;
import static dev.socle.messaging.session.Frames.IGNORE;
import static dev.socle.messaging.session.Frames.METADATA;
import static dev.socle.messaging.session.Frames.NEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.frame.FrameType;
import dev.socle.transport.BufferLeaks;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1.C of the requirements on the wire, metadata and data; the numbers are its items. */
@ExtendWith(BufferLeaks.class)
@OverEachTransport
class MetadataAndDataTest {

    // 19: a request
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void metadataStandsBeforeTheDataWithItsLength(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            wire.session.fireAndForget(payload("m", "hello")).block(Wire.SOON);
            assertThat(wire.peer.receive().hex())
                    .isEqualTo("0000000" + wire.ownStream(0) + "1500" + "000001" + "6d" + "68656c6c6f");
            wire.session.fireAndForget(payload(null, "hello")).block(Wire.SOON);
            assertThat(wire.peer.receive().hex()).isEqualTo("0000000" + wire.ownStream(1) + "1400" + "68656c6c6f");
        }
    }

    // 22: none is not the same as empty, both ways
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void emptyMetadataIsMetadata(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            for (String metadata : new @Nullable String[] {"", null, "m"}) {
                int stream = wire.peerStream();
                wire.peer.send(
                        metadata == null
                                ? Frames.requestResponse(stream, "ask")
                                : Frames.frame(
                                        stream,
                                        FrameType.REQUEST_RESPONSE,
                                        METADATA,
                                        Frames.metadata(metadata),
                                        Frames.bytes("ask")));
                ManualResponder.Call call = wire.responder.next();
                assertThat(call.metadata()).isEqualTo(metadata);
                assertThat(call.data()).isEqualTo("ask");
                call.answer().next(payload(metadata, ""));
                ReceivedFrame answer = wire.peer.expectPayload(stream, NEXT | COMPLETE, "");
                assertThat(answer.metadata()).isEqualTo(metadata);
            }
        }
    }

    // 21, F9
    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0000", "000001", "00000a 61", "ffffff 6161"})
    void metadataThatGoesBeyondItsFrameEndsTheConnection(String body) {
        for (Wire.Role role : Wire.Role.values()) {
            for (int type : new int[] {FrameType.REQUEST_RESPONSE, FrameType.REQUEST_FNF, FrameType.PAYLOAD}) {
                try (Wire wire = Wire.open(role)) {
                    int stream = type == FrameType.PAYLOAD ? ask(wire) : wire.peerStream();
                    wire.peer.send(Frames.frame(stream, type, METADATA | NEXT, Frames.hex(body)));
                    wire.peer.expectEnd(ErrorCode.CONNECTION_ERROR);
                    assertThat(wire.responder.handled).hasValue(0);
                }
            }
        }
    }

    // 21: unless it may be ignored
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void suchAFrameThatMayBeIgnoredIs(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            byte[] lie = Frames.hex("00000a 61");
            wire.peer.send(
                    Frames.frame(wire.peerStream(), FrameType.REQUEST_RESPONSE, METADATA | IGNORE, lie),
                    Frames.frame(ask(wire), FrameType.PAYLOAD, METADATA | IGNORE | NEXT, lie));
            wire.probe();
            assertThat(wire.responder.handled).hasValue(0);
        }
    }

    // 25
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void everyByteTravelsUnchanged(Wire.Role role) {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        try (Wire wire = Wire.open(role)) {
            wire.session
                    .fireAndForget(Payload.of(Unpooled.copiedBuffer(all), Unpooled.copiedBuffer(all)))
                    .block(Wire.SOON);
            byte[] sent = Frames.hex(wire.peer.receive().hex());
            assertThat(Arrays.copyOfRange(sent, 9, 265)).isEqualTo(all);
            assertThat(Arrays.copyOfRange(sent, 265, 521)).isEqualTo(all);

            RecordingBytes subscriber = new RecordingBytes();
            wire.session.requestResponse(Payload.of("ask")).subscribe(subscriber::take);
            wire.peer.receive();
            wire.peer.send(Frames.frame(
                    wire.ownStream(1), FrameType.PAYLOAD, METADATA | NEXT | COMPLETE, Frames.int3(256), all, all));
            Soon.until(() -> subscriber.data != null);
            assertThat(subscriber.metadata).isEqualTo(all);
            assertThat(subscriber.data).isEqualTo(all);
        }
    }

    private static final class RecordingBytes {
        private byte @Nullable [] metadata;
        private volatile byte @Nullable [] data;

        void take(Payload payload) {
            metadata = bytes(payload.metadata());
            data = bytes(payload.data());
            payload.release();
        }

        private static byte @Nullable [] bytes(@Nullable ByteBuf buffer) {
            return buffer == null ? null : io.netty.buffer.ByteBufUtil.getBytes(buffer);
        }
    }

    /** A stream of ours that waits for its answer. */
    private static int ask(Wire wire) {
        wire.session.requestStream(Payload.of("ask")).subscribe(new RecordingSubscriber(5));
        return wire.peer.expect(FrameType.REQUEST_STREAM, wire.ownStream(0)).streamId();
    }

    private static Payload payload(@Nullable String metadata, String data) {
        return Payload.of(
                metadata == null ? null : Unpooled.copiedBuffer(metadata, UTF_8), Unpooled.copiedBuffer(data, UTF_8));
    }
}
