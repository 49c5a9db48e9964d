package dev.socle.messaging.frame;

import io.netty.buffer.ByteBuf;

/**
 * A sign of life, and how far a resumable session has received.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                         Stream id = 0                         |
 *  +-----------+-+-+-+-------------+-------------------------------+
 *  | 0x03 (6)  |0|0|R|    0 (7)    |
 *  +-+---------+-+-+-+-------------+-------------------------------+
 *  |0|                                                             |   offset 6
 *  +-+                Last received position (63)                  +
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                     Data ...                                      offset 14, to the end of the frame
 * </pre>
 *
 * <p><b>Source:</b> RSocket 1.0, Protocol.md, KEEPALIVE Frame.
 */
public final class KeepAliveFrame {

    private static final int POSITION = FrameHeader.BYTES;
    private static final int DATA = POSITION + 8;

    private KeepAliveFrame() {}

    /** Appends the frame with a copy of a range of {@code data}, which stays the caller's. */
    public static void encode(
            ByteBuf out, boolean respond, long position, ByteBuf data, int dataIndex, int dataLength) {
        if (position < 0) {
            throw new IllegalArgumentException("position: " + position + " (expected: >= 0)");
        }
        FrameHeader.encode(out, 0, FrameType.KEEPALIVE, respond ? FrameHeader.RESPOND : 0);
        out.writeLong(position);
        out.writeBytes(data, dataIndex, dataLength);
    }

    /** The last position that the sender has received; as read, so it may be negative. */
    public static long position(ByteBuf frame, int at, int end) {
        if (end - at < DATA) {
            throw MalformedFrameException.tooShort(FrameType.KEEPALIVE, end - at, DATA);
        }
        return frame.getLong(at + POSITION);
    }

    /** Where the data begins, in a frame whose {@link #position} could be read; it ends with the frame. */
    public static int dataIndex(int at) {
        return at + DATA;
    }
}
