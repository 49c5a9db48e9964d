package dev.socle.messaging.frame;

import io.netty.buffer.ByteBuf;

/**
 * The server goes on with the session that a {@link ResumeFrame} asked for.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                         Stream id = 0                         |
 *  +-----------+-------------------+-------------------------------+
 *  | 0x0E (6)  |      0 (10)       |
 *  +-+---------+-------------------+-------------------------------+
 *  |0|                                                             |   offset 6
 *  +-+             Last received client position (63)              +
 *  |                                                               |
 *  +---------------------------------------------------------------+
 * </pre>
 *
 * <p><b>Source:</b> RSocket 1.0, Protocol.md, RESUME_OK Frame.
 */
public final class ResumeOkFrame {

    /** Bytes of the frame. */
    public static final int BYTES = FrameHeader.BYTES + 8;

    private static final int POSITION = FrameHeader.BYTES;

    private ResumeOkFrame() {}

    /** Appends the frame. */
    public static void encode(ByteBuf out, long position) {
        if (position < 0) {
            throw new IllegalArgumentException("position: " + position + " (expected: >= 0)");
        }
        FrameHeader.encode(out, 0, FrameType.RESUME_OK, 0);
        out.writeLong(position);
    }

    /** The last position that the server has received; as read, so it may be negative. */
    public static long position(ByteBuf frame, int at, int end) {
        if (end - at < BYTES) {
            throw MalformedFrameException.tooShort(FrameType.RESUME_OK, end - at, BYTES);
        }
        return frame.getLong(at + POSITION);
    }
}
