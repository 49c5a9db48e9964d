package dev.socle.messaging.frame;

import io.netty.buffer.ByteBuf;

/**
 * The requester wants no more of a stream; it is a header and nothing else.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-+-------------------------------------------------------------+
 *  |0|                       Stream id (31)                        |
 *  +-+---------+-------------------+-------------------------------+
 *  | 0x09 (6)  |      0 (10)       |
 *  +-----------+-------------------+
 * </pre>
 *
 * <p><b>Source:</b> RSocket 1.0, Protocol.md, CANCEL Frame.
 */
public final class CancelFrame {

    /** Bytes of the frame. */
    public static final int BYTES = FrameHeader.BYTES;

    private CancelFrame() {}

    /** Appends the frame. */
    public static void encode(ByteBuf out, int streamId) {
        FrameHeader.encode(out, streamId, FrameType.CANCEL, 0);
    }
}
