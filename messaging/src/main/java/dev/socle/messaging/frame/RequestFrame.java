package dev.socle.messaging.frame;

import io.netty.buffer.ByteBuf;

/**
 * The frames that open a stream: REQUEST_RESPONSE, REQUEST_FNF, REQUEST_STREAM and REQUEST_CHANNEL.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-+-------------------------------------------------------------+
 *  |0|                       Stream id (31)                        |
 *  +-+---------+-+-+-+-+-----------+-------------------------------+
 *  | Type (6)  |0|M|F|C|   0 (6)   |                                   C: REQUEST_CHANNEL only
 *  +-+---------+-+-+-+-+-----------+-------------------------------+
 *  |0|             Initial request N (31), &gt; 0                    |   offset 6; REQUEST_STREAM, REQUEST_CHANNEL
 *  +-+-------------------------------------------------------------+
 *  |                     Metadata and data: {@link Body}
 * </pre>
 *
 * <p><b>Source:</b> RSocket 1.0, Protocol.md, REQUEST_RESPONSE, REQUEST_FNF, REQUEST_STREAM and REQUEST_CHANNEL Frame.
 */
public final class RequestFrame {

    private static final int INITIAL_N = FrameHeader.BYTES;
    private static final int INITIAL_N_BYTES = 4;

    private RequestFrame() {}

    /** Appends all that comes before the body; {@code initialN} is for REQUEST_STREAM and REQUEST_CHANNEL only. */
    public static void encodeHeader(ByteBuf out, int streamId, int type, int flags, int initialN) {
        FrameHeader.encode(out, streamId, type, flags);
        if (hasInitialN(type)) {
            if (initialN <= 0) {
                throw new IllegalArgumentException("initialN: " + initialN + " (expected: > 0)");
            }
            out.writeInt(initialN);
        }
    }

    /** The demand that a REQUEST_STREAM or REQUEST_CHANNEL begins with; as read, so it may be 0 or negative. */
    public static int initialRequestN(ByteBuf frame, int at, int end) {
        if (end - at < INITIAL_N + INITIAL_N_BYTES) {
            throw MalformedFrameException.tooShort(
                    FrameHeader.type(FrameHeader.typeAndFlags(frame, at)), end - at, INITIAL_N + INITIAL_N_BYTES);
        }
        return frame.getInt(at + INITIAL_N);
    }

    /** Where the body of a request of this type begins. */
    public static int bodyIndex(int type, int at) {
        return hasInitialN(type) ? at + INITIAL_N + INITIAL_N_BYTES : at + FrameHeader.BYTES;
    }

    private static boolean hasInitialN(int type) {
        return type == FrameType.REQUEST_STREAM || type == FrameType.REQUEST_CHANNEL;
    }
}
