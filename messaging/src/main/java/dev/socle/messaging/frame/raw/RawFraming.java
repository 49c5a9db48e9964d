package dev.socle.messaging.frame.raw;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * How a stream of bytes says where each of its messages ends.
 *
 * <p><b>Threading:</b> immutable.
 */
public sealed interface RawFraming permits LengthFraming, LineFraming, FixedFraming {

    /**
     * Appends one message, framed; nothing is written when it is refused.
     *
     * <p><b>Ownership:</b> the content is its readable bytes, which are borrowed; its indices stay.
     *
     * @throws IllegalArgumentException when the content cannot be framed so that the reader gets the same back
     */
    void append(ByteBuf content, ByteBuf out);

    /** A cutter for one stream that was framed like this. */
    default RawCutter cutter(ByteBufAllocator allocator, RawCutter.Sink sink) {
        return new RawCutter(allocator, scan(), sink);
    }

    /** What looks for the ends of one stream's messages. */
    FrameScan scan();
}
