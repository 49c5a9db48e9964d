package dev.socle.messaging.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.socle.messaging.frame.Body;
import dev.socle.messaging.frame.ErrorFrame;
import dev.socle.messaging.frame.FrameHeader;
import dev.socle.messaging.frame.FrameType;
import dev.socle.messaging.frame.KeepAliveFrame;
import dev.socle.messaging.frame.RequestFrame;
import dev.socle.messaging.frame.RequestNFrame;
import dev.socle.messaging.frame.SetupFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** One frame as a scripted peer received it, without the length before it. */
final class ReceivedFrame {

    private final byte[] bytes;
    private final ByteBuf frame;

    ReceivedFrame(byte[] bytes) {
        this.bytes = bytes;
        this.frame = Unpooled.wrappedBuffer(bytes);
    }

    int length() {
        return bytes.length;
    }

    String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    int streamId() {
        return FrameHeader.streamId(frame, 0);
    }

    int type() {
        return FrameHeader.type(FrameHeader.typeAndFlags(frame, 0));
    }

    int flags() {
        return FrameHeader.typeAndFlags(frame, 0) & 0x3FF;
    }

    boolean has(int flag) {
        return (flags() & flag) != 0;
    }

    int requestN() {
        return RequestNFrame.requestN(frame, 0, bytes.length);
    }

    int initialN() {
        return RequestFrame.initialRequestN(frame, 0, bytes.length);
    }

    int code() {
        return ErrorFrame.code(frame, 0, bytes.length);
    }

    String errorText() {
        return ErrorFrame.text(frame, 0, bytes.length);
    }

    long position() {
        return KeepAliveFrame.position(frame, 0, bytes.length);
    }

    /** Null when there is none, which differs from empty. */
    @Nullable
    String metadata() {
        int length = metadataLength();
        return length < 0 ? null : new String(bytes, Body.metadataIndex(bodyAt(), length), length, UTF_8);
    }

    int metadataLength() {
        return Body.metadataLength(frame, bodyAt(), bytes.length, FrameHeader.typeAndFlags(frame, 0));
    }

    String data() {
        return new String(bytes, dataAt(), bytes.length - dataAt(), UTF_8);
    }

    int dataLength() {
        return bytes.length - dataAt();
    }

    private int dataAt() {
        return type() == FrameType.KEEPALIVE ? KeepAliveFrame.dataIndex(0) : Body.dataIndex(bodyAt(), metadataLength());
    }

    private int bodyAt() {
        return type() == FrameType.SETUP
                ? SetupFrame.bodyIndex(frame, 0, bytes.length)
                : RequestFrame.bodyIndex(type(), 0);
    }

    @Override
    public String toString() {
        String shown = hex();
        return FrameType.name(type()) + " of stream " + streamId() + ", flags 0x" + Integer.toHexString(flags()) + ": "
                + (shown.length() > 200 ? shown.substring(0, 200) + "…" : shown)
                + (type() == FrameType.ERROR ? " \"" + errorText() + "\"" : "");
    }
}
