package dev.socle.messaging.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/**
 * The failure of a stream, or of the whole connection when the stream id is 0.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-+-------------------------------------------------------------+
 *  |0|                       Stream id (31)                        |
 *  +-+---------+-------------------+-------------------------------+
 *  | 0x0B (6)  |      0 (10)       |
 *  +-----------+-------------------+-------------------------------+
 *  |                     Error code (32), unsigned                 |   offset 6
 *  +---------------------------------------------------------------+
 *  |                     Text, UTF-8 ...                               offset 10, to the end of the frame
 * </pre>
 *
 * <p><b>Source:</b> RSocket 1.0, Protocol.md, ERROR Frame.
 */
public final class ErrorFrame {

    /** Offset of the text from the beginning of the frame. */
    public static final int TEXT = FrameHeader.BYTES + 4;

    private static final int CODE = FrameHeader.BYTES;

    private ErrorFrame() {}

    /** Appends the frame; what is no character in the text (half a surrogate pair) is sent as a question mark. */
    public static void encode(ByteBuf out, int streamId, int code, CharSequence text) {
        FrameHeader.encode(out, streamId, FrameType.ERROR, 0);
        out.writeInt(code);
        ByteBufUtil.writeUtf8(out, text);
    }

    /** The error code, an unsigned number: codes of 0x80000000 and above come out negative. */
    public static int code(ByteBuf frame, int at, int end) {
        checkLength(at, end);
        return frame.getInt(at + CODE);
    }

    /**
     * The text, for people to read: each run of bytes that is not UTF-8 is replaced by U+FFFD, so it need not be what
     * was sent. Control characters stay in; who logs the text escapes them.
     *
     * <p><b>Limits:</b> none of its own; a smaller {@code end} gives the beginning of a long text.
     */
    public static String text(ByteBuf frame, int at, int end) {
        checkLength(at, end);
        return frame.toString(at + TEXT, end - at - TEXT, StandardCharsets.UTF_8);
    }

    private static void checkLength(int at, int end) {
        if (end - at < TEXT) {
            throw MalformedFrameException.tooShort(FrameType.ERROR, end - at, TEXT);
        }
    }
}
