package dev.socle.messaging.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.socle.messaging.frame.FrameHeader;
import dev.socle.messaging.frame.FrameType;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Frames as bytes, each with its length before it, put together by hand: so that a scripted peer can send what no
 * encoder of ours would write.
 */
final class Frames {

    static final int NEXT = FrameHeader.NEXT;
    static final int COMPLETE = FrameHeader.COMPLETE;
    static final int FOLLOWS = FrameHeader.FOLLOWS;
    static final int METADATA = FrameHeader.METADATA;
    static final int IGNORE = FrameHeader.IGNORE;
    static final int RESPOND = FrameHeader.RESPOND;

    private static final String MIME = "text/plain";

    private Frames() {}

    /** Any frame: its header, and behind it the parts as they are. */
    static byte[] frame(int streamId, int type, int flags, byte[]... parts) {
        byte[] body = join(parts);
        return join(int3(body.length + FrameHeader.BYTES), int4(streamId), int2((type << 10) | flags), body);
    }

    static byte[] setup() {
        return setup(1, 0, 20_000, 90_000, 0);
    }

    static byte[] setup(int major, int minor, int keepAliveMillis, int lifetimeMillis, int flags, byte[]... rest) {
        return frame(
                0,
                FrameType.SETUP,
                flags,
                int2(major),
                int2(minor),
                int4(keepAliveMillis),
                int4(lifetimeMillis),
                mime(MIME),
                mime(MIME),
                join(rest));
    }

    static byte[] mime(String name) {
        return join(new byte[] {(byte) name.length()}, bytes(name));
    }

    static byte[] requestResponse(int streamId, String data) {
        return frame(streamId, FrameType.REQUEST_RESPONSE, 0, bytes(data));
    }

    static byte[] fireAndForget(int streamId, String data) {
        return frame(streamId, FrameType.REQUEST_FNF, 0, bytes(data));
    }

    static byte[] requestStream(int streamId, int n, String data) {
        return frame(streamId, FrameType.REQUEST_STREAM, 0, int4(n), bytes(data));
    }

    static byte[] requestChannel(int streamId, int n, int flags, String data) {
        return frame(streamId, FrameType.REQUEST_CHANNEL, flags, int4(n), bytes(data));
    }

    static byte[] payload(int streamId, int flags, String data) {
        return frame(streamId, FrameType.PAYLOAD, flags, bytes(data));
    }

    /** Metadata with its length, as it stands before the data. */
    static byte[] metadata(String metadata) {
        return join(int3(bytes(metadata).length), bytes(metadata));
    }

    static byte[] requestN(int streamId, int n) {
        return frame(streamId, FrameType.REQUEST_N, 0, int4(n));
    }

    static byte[] cancel(int streamId) {
        return frame(streamId, FrameType.CANCEL, 0);
    }

    static byte[] error(int streamId, int code, String text) {
        return frame(streamId, FrameType.ERROR, 0, int4(code), bytes(text));
    }

    static byte[] keepAlive(int flags, long position, String data) {
        return frame(0, FrameType.KEEPALIVE, flags, int4((int) (position >>> 32)), int4((int) position), bytes(data));
    }

    static byte[] metadataPush(int streamId, String metadata) {
        return frame(streamId, FrameType.METADATA_PUSH, METADATA, bytes(metadata));
    }

    static byte[] lease(int streamId) {
        return frame(streamId, FrameType.LEASE, 0, int4(1000), int4(7));
    }

    static byte[] resume() {
        return frame(0, FrameType.RESUME, 0, int2(1), int2(0), int2(1), bytes("t"), int4(0), int4(0), int4(0), int4(0));
    }

    static byte[] resumeOk() {
        return frame(0, FrameType.RESUME_OK, 0, int4(0), int4(0));
    }

    static byte[] int2(int value) {
        return new byte[] {(byte) (value >>> 8), (byte) value};
    }

    static byte[] int3(int value) {
        return new byte[] {(byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
    }

    static byte[] int4(int value) {
        return join(int2(value >>> 16), int2(value));
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    static byte[] join(byte[] @Nullable ... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
