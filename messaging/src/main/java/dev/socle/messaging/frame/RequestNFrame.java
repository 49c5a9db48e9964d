package dev.socle.messaging.frame;

import io.netty.buffer.ByteBuf;

/**
 * Demand for more messages of a stream, in addition to earlier demand.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-+-------------------------------------------------------------+
 *  |0|                       Stream id (31)                        |
 *  +-+---------+-------------------+-------------------------------+
 *  | 0x08 (6)  |      0 (10)       |
 *  +-+---------+-------------------+-------------------------------+
 *  |0|                 Request N (31), &gt; 0                        |   offset 6
 *  +-+-------------------------------------------------------------+
 * </pre>
 *
 * <p><b>Source:</b> RSocket 1.0, Protocol.md, REQUEST_N Frame.
 */
public final class RequestNFrame {

    /** Bytes of the frame. */
    public static final int BYTES = FrameHeader.BYTES + 4;

    private static final int REQUEST_N = FrameHeader.BYTES;

    private RequestNFrame() {}

    /** Appends the frame. */
    public static void encode(ByteBuf out, int streamId, int n) {
        if (n <= 0) {
            throw new IllegalArgumentException("requestN: " + n + " (expected: > 0)");
        }
        FrameHeader.encode(out, streamId, FrameType.REQUEST_N, 0);
        out.writeInt(n);
    }

    /** The demand; as read, so it may be 0 or negative. */
    public static int requestN(ByteBuf frame, int at, int end) {
        if (end - at < BYTES) {
            throw MalformedFrameException.tooShort(FrameType.REQUEST_N, end - at, BYTES);
        }
        return frame.getInt(at + REQUEST_N);
    }
}
