package dev.socle.messaging.frame;

import io.netty.buffer.ByteBuf;

/**
 * A frame of an extension. What follows the extended type is the extension's own.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-+-------------------------------------------------------------+
 *  |0|                       Stream id (31)                        |
 *  +-+---------+-+-+---------------+-------------------------------+
 *  | 0x3F (6)  |I|M|     0 (8)     |
 *  +-+---------+-+-+---------------+-------------------------------+
 *  |0|                 Extended type (31), &gt; 0                    |   offset 6
 *  +-+-------------------------------------------------------------+
 *  |                     ...                                           offset 10
 * </pre>
 *
 * <p><b>Source:</b> RSocket 1.0, Protocol.md, EXT (Extension) Frame.
 */
public final class ExtFrame {

    private static final int EXTENDED_TYPE = FrameHeader.BYTES;
    private static final int BODY = EXTENDED_TYPE + 4;

    private ExtFrame() {}

    /** Appends all that comes before the extension's own fields. */
    public static void encodeHeader(ByteBuf out, int streamId, int flags, int extendedType) {
        if (extendedType <= 0) {
            throw new IllegalArgumentException("extendedType: " + extendedType + " (expected: > 0)");
        }
        FrameHeader.encode(out, streamId, FrameType.EXT, flags);
        out.writeInt(extendedType);
    }

    /** The type of the extension; as read, so it may be 0 or negative. */
    public static int extendedType(ByteBuf frame, int at, int end) {
        if (end - at < BODY) {
            throw MalformedFrameException.tooShort(FrameType.EXT, end - at, BODY);
        }
        return frame.getInt(at + EXTENDED_TYPE);
    }

    /** Where the extension's own fields begin, in a frame whose {@link #extendedType} could be read. */
    public static int bodyIndex(int at) {
        return at + BODY;
    }
}
