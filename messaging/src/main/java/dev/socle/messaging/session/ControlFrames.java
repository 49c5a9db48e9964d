package dev.socle.messaging.session;

import dev.socle.messaging.frame.CancelFrame;
import dev.socle.messaging.frame.ErrorFrame;
import dev.socle.messaging.frame.FrameHeader;
import dev.socle.messaging.frame.KeepAliveFrame;
import dev.socle.messaging.frame.MetadataPushFrame;
import dev.socle.messaging.frame.PayloadFrame;
import dev.socle.messaging.frame.RequestNFrame;
import io.netty.buffer.ByteBuf;

/**
 * The frames that carry no message of a user. They are small, need no demand and go ahead of waiting streams; once the
 * session has ended none is sent any more.
 */
final class ControlFrames {

    private static final int TEXT_MAX = 512;

    private final Output output;
    private final Reports reports;

    ControlFrames(Output output, Reports reports) {
        this.output = output;
        this.reports = reports;
    }

    void cancel(int streamId) {
        if (output.isClosed()) {
            return;
        }
        ByteBuf out = output.begin();
        int prefixAt = FrameHeader.beginPrefix(out);
        CancelFrame.encode(out, streamId);
        output.end(out, prefixAt);
    }

    void requestN(int streamId, int n) {
        if (output.isClosed()) {
            return;
        }
        ByteBuf out = output.begin();
        int prefixAt = FrameHeader.beginPrefix(out);
        RequestNFrame.encode(out, streamId, n);
        output.end(out, prefixAt);
        output.flushEarly(); // the other side may have nothing to do until then
    }

    void complete(int streamId) {
        if (output.isClosed()) {
            return;
        }
        ByteBuf out = output.begin();
        int prefixAt = FrameHeader.beginPrefix(out);
        PayloadFrame.encodeHeader(out, streamId, FrameHeader.COMPLETE);
        output.end(out, prefixAt);
    }

    /** An error for one stream. Only an {@link InteractionException} speaks for itself; other texts stay here. */
    void error(int streamId, Throwable failure) {
        if (!(failure instanceof InteractionException)) {
            reports.handlerFailed(streamId, failure); // also when nobody can be told any more
        }
        if (failure instanceof InteractionException chosen && ErrorCode.isStreamCode(chosen.code())) {
            error(streamId, chosen.code(), String.valueOf(chosen.getMessage()));
        } else {
            error(streamId, ErrorCode.APPLICATION_ERROR, "The handler failed");
        }
    }

    void error(int streamId, int code, String text) {
        if (output.isClosed()) {
            return;
        }
        ByteBuf out = output.begin();
        int prefixAt = FrameHeader.beginPrefix(out);
        ErrorFrame.encode(out, streamId, code, text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX));
        output.end(out, prefixAt);
    }

    void keepAlive(boolean respond, ByteBuf data, int dataIndex, int dataLength) {
        if (output.isClosed()) {
            return;
        }
        ByteBuf out = output.begin();
        int prefixAt = FrameHeader.beginPrefix(out);
        KeepAliveFrame.encode(out, respond, 0, data, dataIndex, dataLength);
        output.end(out, prefixAt);
    }

    void metadataPush(ByteBuf metadata) {
        if (output.isClosed()) {
            return;
        }
        ByteBuf out = output.begin();
        int prefixAt = FrameHeader.beginPrefix(out);
        MetadataPushFrame.encode(out, metadata);
        output.end(out, prefixAt);
    }
}
