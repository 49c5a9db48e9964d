package dev.socle.messaging.frame;

import io.netty.buffer.ByteBuf;

/**
 * A message of a stream, the end of a stream, both, or a further fragment of a message.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-+-------------------------------------------------------------+
 *  |0|                       Stream id (31)                        |
 *  +-+---------+-+-+-+-+-+---------+-------------------------------+
 *  | 0x0A (6)  |0|M|F|C|N|  0 (5)  |
 *  +-----------+-+-+-+-+-+---------+-------------------------------+
 *  |                     Metadata and data: {@link Body}               offset 6
 * </pre>
 *
 * <p><b>Source:</b> RSocket 1.0, Protocol.md, PAYLOAD Frame.
 */
public final class PayloadFrame {

    /** Offset of the body from the beginning of the frame. */
    public static final int BODY = FrameHeader.BYTES;

    private PayloadFrame() {}

    /** Appends all that comes before the body. */
    public static void encodeHeader(ByteBuf out, int streamId, int flags) {
        FrameHeader.encode(out, streamId, FrameType.PAYLOAD, flags);
    }

    /** Where the body begins. */
    public static int bodyIndex(int at) {
        return at + BODY;
    }
}
