package dev.socle.messaging.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is written is what is read, for random values of every type. */
final class RoundTripTest {

    private static final int ROUNDS = 2_000;
    private static final int ANY_REQUEST_FLAGS = FrameHeader.FOLLOWS | FrameHeader.COMPLETE | FrameHeader.IGNORE;

    @RegisterExtension
    final CountedBuffers buffers = new CountedBuffers();

    private final Random random = Seed.random("round trip");

    @Test
    void everyTypeComesBack() {
        for (int i = 0; i < ROUNDS; i++) {
            request();
            payload();
            setup();
            lease();
            keepAlive();
            error();
            numbers();
            resume();
            metadataPush();
        }
    }

    private void request() {
        int type = FrameType.REQUEST_RESPONSE + random.nextInt(4);
        int streamId = anyInt();
        int flags = random.nextInt(1024) & ANY_REQUEST_FLAGS;
        int initialN = Math.max(1, anyInt());
        check((frame, at) -> {
            byte[] metadata = maybeBytes(40);
            byte[] data = bytes(40);
            RequestFrame.encodeHeader(frame, streamId, type, flags | flag(metadata), initialN);
            writeBody(frame, metadata, data);
            int end = frame.writerIndex();
            header(frame, at, streamId, type, flags | flag(metadata));
            if (type >= FrameType.REQUEST_STREAM) {
                assertThat(RequestFrame.initialRequestN(frame, at, end)).isEqualTo(initialN);
            }
            readBody(frame, at, RequestFrame.bodyIndex(type, at), metadata, data);
        });
    }

    private void payload() {
        int streamId = anyInt();
        int flags = random.nextInt(1024) & (ANY_REQUEST_FLAGS | FrameHeader.NEXT);
        check((frame, at) -> {
            byte[] metadata = maybeBytes(40);
            byte[] data = bytes(40);
            PayloadFrame.encodeHeader(frame, streamId, flags | flag(metadata));
            writeBody(frame, metadata, data);
            header(frame, at, streamId, FrameType.PAYLOAD, flags | flag(metadata));
            readBody(frame, at, at + PayloadFrame.BODY, metadata, data);
        });
    }

    private void setup() {
        SetupFields fields = new SetupFields(
                random.nextInt(0x10000),
                random.nextInt(0x10000),
                Math.max(1, anyInt()),
                Math.max(1, anyInt()),
                maybeBytes(300),
                ascii(),
                ascii(),
                random.nextBoolean());
        check((frame, at) -> {
            byte[] metadata = maybeBytes(40);
            byte[] data = bytes(40);
            SetupFrame.encode(frame, fields, wrap(metadata), wrap(data));
            int end = frame.writerIndex();
            assertThat(SetupFrame.decode(frame, at, end)).isEqualTo(fields);
            readBody(frame, at, SetupFrame.bodyIndex(frame, at, end), metadata, data);
        });
    }

    private void lease() {
        int ttl = anyInt();
        int requests = anyInt();
        check((frame, at) -> {
            byte[] metadata = maybeBytes(40);
            LeaseFrame.encode(frame, ttl, requests, wrap(metadata));
            int end = frame.writerIndex();
            assertThat(LeaseFrame.ttlMillis(frame, at, end)).isEqualTo(ttl);
            assertThat(LeaseFrame.requests(frame, at, end)).isEqualTo(requests);
            assertThat(LeaseFrame.metadataLength(frame, at, end)).isEqualTo(metadata == null ? -1 : metadata.length);
            bytesAre(frame, LeaseFrame.metadataIndex(at), end, metadata == null ? new byte[0] : metadata);
        });
    }

    private void keepAlive() {
        boolean respond = random.nextBoolean();
        long position = anyLong();
        check((frame, at) -> {
            byte[] data = bytes(40);
            KeepAliveFrame.encode(frame, respond, position, Unpooled.wrappedBuffer(data), 0, data.length);
            header(frame, at, 0, FrameType.KEEPALIVE, respond ? FrameHeader.RESPOND : 0);
            assertThat(KeepAliveFrame.position(frame, at, frame.writerIndex())).isEqualTo(position);
            bytesAre(frame, KeepAliveFrame.dataIndex(at), frame.writerIndex(), data);
        });
    }

    private void error() {
        int streamId = anyInt();
        int code = random.nextInt();
        String text = ascii() + "\u00e4\u20ac";
        check((frame, at) -> {
            ErrorFrame.encode(frame, streamId, code, text);
            header(frame, at, streamId, FrameType.ERROR, 0);
            assertThat(ErrorFrame.code(frame, at, frame.writerIndex())).isEqualTo(code);
            assertThat(ErrorFrame.text(frame, at, frame.writerIndex())).isEqualTo(text);
        });
    }

    private void numbers() {
        int streamId = anyInt();
        int n = Math.max(1, anyInt());
        long position = anyLong();
        check((frame, at) -> {
            RequestNFrame.encode(frame, streamId, n);
            header(frame, at, streamId, FrameType.REQUEST_N, 0);
            assertThat(RequestNFrame.requestN(frame, at, frame.writerIndex())).isEqualTo(n);
        });
        check((frame, at) -> {
            CancelFrame.encode(frame, streamId);
            header(frame, at, streamId, FrameType.CANCEL, 0);
        });
        check((frame, at) -> {
            ResumeOkFrame.encode(frame, position);
            header(frame, at, 0, FrameType.RESUME_OK, 0);
            assertThat(ResumeOkFrame.position(frame, at, frame.writerIndex())).isEqualTo(position);
        });
        check((frame, at) -> {
            ExtFrame.encodeHeader(frame, streamId, FrameHeader.IGNORE, n);
            header(frame, at, streamId, FrameType.EXT, FrameHeader.IGNORE);
            assertThat(ExtFrame.extendedType(frame, at, frame.writerIndex())).isEqualTo(n);
            assertThat(ExtFrame.bodyIndex(at)).isEqualTo(frame.writerIndex());
        });
    }

    private void resume() {
        ResumeFields fields =
                new ResumeFields(random.nextInt(0x10000), random.nextInt(0x10000), bytes(300), anyLong(), anyLong());
        check((frame, at) -> {
            ResumeFrame.encode(frame, fields);
            assertThat(ResumeFrame.decode(frame, at, frame.writerIndex())).isEqualTo(fields);
        });
    }

    private void metadataPush() {
        check((frame, at) -> {
            byte[] metadata = bytes(40);
            MetadataPushFrame.encode(frame, Unpooled.wrappedBuffer(metadata));
            header(frame, at, 0, FrameType.METADATA_PUSH, FrameHeader.METADATA);
            bytesAre(frame, MetadataPushFrame.metadataIndex(at), frame.writerIndex(), metadata);
        });
    }

    private interface Step {
        void run(ByteBuf frame, int at);
    }

    /** Runs with an empty place for a frame, somewhere in a buffer. */
    private void check(Step step) {
        ByteBuf buffer = buffers.allocator.buffer();
        int at = random.nextInt(20);
        buffer.writeZero(at);
        try {
            step.run(buffer, at);
        } finally {
            buffer.release();
        }
    }

    private static void header(ByteBuf frame, int at, int streamId, int type, int flags) {
        int typeAndFlags = FrameHeader.typeAndFlags(frame, at);
        assertThat(FrameHeader.streamId(frame, at)).isEqualTo(streamId);
        assertThat(FrameHeader.type(typeAndFlags)).isEqualTo(type);
        assertThat(typeAndFlags & 0x3FF).isEqualTo(flags);
    }

    private static void writeBody(ByteBuf frame, byte @Nullable [] metadata, byte[] data) {
        if (metadata != null) {
            int lengthAt = Body.beginMetadata(frame);
            frame.writeBytes(metadata);
            Body.endMetadata(frame, lengthAt);
        }
        frame.writeBytes(data);
    }

    private static void readBody(ByteBuf frame, int at, int bodyAt, byte @Nullable [] metadata, byte[] data) {
        int end = frame.writerIndex();
        int metadataLength = Body.metadataLength(frame, bodyAt, end, FrameHeader.typeAndFlags(frame, at));
        assertThat(metadataLength).isEqualTo(metadata == null ? -1 : metadata.length);
        int dataAt = Body.dataIndex(bodyAt, metadataLength);
        bytesAre(frame, Body.metadataIndex(bodyAt, metadataLength), dataAt, metadata == null ? new byte[0] : metadata);
        bytesAre(frame, dataAt, end, data);
    }

    private static void bytesAre(ByteBuf frame, int from, int end, byte[] expected) {
        assertThat(ByteBufUtil.getBytes(frame, from, end - from)).isEqualTo(expected);
    }

    private static int flag(byte @Nullable [] metadata) {
        return metadata == null ? 0 : FrameHeader.METADATA;
    }

    private static @Nullable ByteBuf wrap(byte @Nullable [] bytes) {
        return bytes == null ? null : Unpooled.wrappedBuffer(bytes);
    }

    /** Not negative; often at an end of its range. */
    private int anyInt() {
        return (random.nextInt() & Integer.MAX_VALUE) >>> random.nextInt(32);
    }

    private long anyLong() {
        return (random.nextLong() & Long.MAX_VALUE) >>> random.nextInt(64);
    }

    private byte[] bytes(int lengthMax) {
        byte[] bytes = new byte[random.nextInt(lengthMax + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte @Nullable [] maybeBytes(int lengthMax) {
        return random.nextInt(3) == 0 ? null : bytes(lengthMax);
    }

    private String ascii() {
        byte[] bytes = bytes(SetupFrame.MIME_LENGTH_MAX);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] &= 0x7F;
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
