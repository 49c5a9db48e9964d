package dev.socle.messaging.frame;

import io.netty.buffer.ByteBuf;

/**
 * The six bytes that every frame begins with, and the length that stands before a frame on a byte stream.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-----------------------------------------------+
 *  |                  Length (24)                  |   byte streams only; does not count itself
 *  +-+---------------------------------------------+---------------+
 *  |0|                       Stream id (31)                        |   offset 0: {@code at}
 *  +-+---------+-+-+-+-+-+---------+-------------------------------+
 *  | Type (6)  |I|M|F|C|N| 0 (5)   |   fields of the type ...          offset 4
 *  +-----------+-+-+-+-+-+---------+-------------------------------+
 *                   R L
 * </pre>
 *
 * <p>F is called R in SETUP (resume) and in KEEPALIVE (respond); C is called L in SETUP (lease). All numbers are
 * big-endian. Throughout this package {@code at} is the index of the first byte of the header, {@code end} the index
 * after the frame's last byte, both absolute; no function moves a reader index.
 *
 * <p><b>Source:</b> RSocket 1.0, Protocol.md, Framing Protocol Usage and Frame Header Format.
 */
public final class FrameHeader {

    /** Bytes of the length before a frame. */
    public static final int PREFIX_BYTES = 3;
    /** Bytes of the header. */
    public static final int BYTES = 6;
    /** The longest frame on any transport. */
    public static final int LENGTH_MAX = 0xFFFFFF;

    /** I: who does not know the frame skips it. */
    public static final int IGNORE = 0x200;
    /** M: the frame has metadata, which may be empty. */
    public static final int METADATA = 0x100;
    /** F, of requests and PAYLOAD: more fragments of the message follow. */
    public static final int FOLLOWS = 0x80;
    /** R, of SETUP: the session can be resumed, and a token is there. */
    public static final int RESUME = 0x80;
    /** R, of KEEPALIVE: an answer is wanted. */
    public static final int RESPOND = 0x80;
    /** C, of REQUEST_CHANNEL and PAYLOAD: the sender sends no more messages. */
    public static final int COMPLETE = 0x40;
    /** L, of SETUP: requests are sent under lease only. */
    public static final int LEASE = 0x40;
    /** N, of PAYLOAD: the frame has a message, which may be empty. */
    public static final int NEXT = 0x20;

    private static final int TYPE_AND_FLAGS = 4;
    private static final int TYPE_SHIFT = 10;

    private FrameHeader() {}

    /** Appends a header. */
    public static void encode(ByteBuf out, int streamId, int type, int flags) {
        if (streamId < 0) {
            throw new IllegalArgumentException("streamId: " + streamId + " (expected: >= 0)");
        }
        out.writeInt(streamId);
        out.writeShort(type << TYPE_SHIFT | flags);
    }

    /** Numbers a frame that was encoded before its stream had an id. */
    public static void patchStreamId(ByteBuf frame, int at, int streamId) {
        frame.setInt(at, streamId);
    }

    /** The stream id; negative when the reserved top bit is set. */
    public static int streamId(ByteBuf frame, int at) {
        return frame.getInt(at);
    }

    /** Type and flags together; the flags are tested by masking. */
    public static int typeAndFlags(ByteBuf frame, int at) {
        return frame.getUnsignedShort(at + TYPE_AND_FLAGS);
    }

    /** The type out of {@link #typeAndFlags}. */
    public static int type(int typeAndFlags) {
        return typeAndFlags >>> TYPE_SHIFT;
    }

    /**
     * Checks a frame's length, for transports that keep messages whole; {@link FrameCutter} does it for byte streams.
     *
     * @throws MalformedFrameException when it is less than a header, or more than the limit
     */
    public static void checkLength(int length, int lengthMax) {
        if (length < BYTES) {
            throw MalformedFrameException.noHeader(length);
        }
        if (length > lengthMax) {
            throw MalformedFrameException.frameTooLong(length, lengthMax);
        }
    }

    /** Appends room for the length of the frame that is to be appended next, and returns its index. */
    public static int beginPrefix(ByteBuf out) {
        int prefixAt = out.writerIndex();
        out.writeMedium(0);
        return prefixAt;
    }

    /** Writes the length of what was appended since {@link #beginPrefix}. */
    public static void endPrefix(ByteBuf out, int prefixAt) {
        endPrefix(out, prefixAt, 0);
    }

    /** As {@link #endPrefix(ByteBuf, int)}, for a frame whose last bytes are not copied but sent from elsewhere. */
    public static void endPrefix(ByteBuf out, int prefixAt, int bytesElsewhere) {
        patchLength(out, prefixAt, bytesElsewhere, "frame");
    }

    /** The length that stands at an index. */
    public static int length(ByteBuf in, int at) {
        return in.getUnsignedMedium(at);
    }

    static void patchLength(ByteBuf out, int lengthAt, int bytesElsewhere, String what) {
        long length = (long) out.writerIndex() - lengthAt - PREFIX_BYTES + bytesElsewhere;
        if (length > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "length of the " + what + ": " + length + " (expected: at most " + LENGTH_MAX + ")");
        }
        out.setMedium(lengthAt, (int) length);
    }
}
