package dev.socle.messaging.service;

import dev.socle.messaging.codec.CodecException;
import dev.socle.messaging.codec.CodecException.Reason;
import io.netty.buffer.ByteBuf;

/** How a format writes arrays, and where the elements of one begin and end. */
interface ArrayFormat {

    /** Appends what stands before the first of so many elements. */
    void begin(ByteBuf out, int count);

    /** Appends what stands before the element at a position. */
    void separate(ByteBuf out, int position);

    /** Appends what stands behind the last element. */
    void end(ByteBuf out);

    /**
     * Notes where the elements begin and end, as many as there is room for.
     *
     * <p><b>Errors:</b> {@link CodecException} when the bytes are not one array.
     *
     * @param bounds first index and index behind the last, for each element
     * @return how many elements there are; one more than there is room for when there are more
     */
    int split(ByteBuf in, int index, int length, int[] bounds);

    /** What is thrown when the bytes are not what they should be. */
    static CodecException malformed(String format, String why) {
        return new CodecException(Reason.MALFORMED, format + " cannot be read: " + why);
    }
}
