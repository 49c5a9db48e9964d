package dev.socle.benchmarks.compare.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/** The bytes that travel: a number, by which an answer is known to be the right one, and padding. */
public final class Message {

    /** Bytes of a usual message. */
    public static final int BYTES = 64;

    private static final byte PADDING = 0x5A;
    private static final long PADDING_WORD = 0x5A5A5A5A5A5A5A5AL;
    /** Each answer is checked at both ends, each of so many in full. */
    private static final int IN_FULL_EACH = 64;

    private Message() {}

    /**
     * A buffer of so many bytes, a multiple of 8, that its owner may send again and again, each time with a reference more.
     * Whoever forgets it leaks nothing: it is no allocator's.
     */
    public static ByteBuf numbered(long number, int length) {
        ByteBuf bytes = Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(length))
                .clear()
                .writeLong(number);
        while (bytes.isWritable()) {
            bytes.writeLong(PADDING_WORD);
        }
        return bytes;
    }

    /** Throws when these bytes are not the message of that number and length. */
    static void check(ByteBuf bytes, int at, int length, long number, int expectedLength) {
        if (length != expectedLength || bytes.getLong(at) != number || bytes.getByte(at + length - 1) != PADDING) {
            throw new WrongAnswerException("got " + length + " bytes, number "
                    + (length < Long.BYTES ? "none" : Long.toHexString(bytes.getLong(at))) + " (expected: "
                    + expectedLength + " bytes, number " + Long.toHexString(number) + ")");
        }
        if (number % IN_FULL_EACH == 0) {
            checkPadding(bytes, at, length);
        }
    }

    /** Throws when what is behind the number is not the padding. */
    static void checkPadding(ByteBuf bytes, int at, int length) {
        for (int i = Long.BYTES; i < length; i += Long.BYTES) {
            if (bytes.getLong(at + i) != PADDING_WORD) {
                throw new WrongAnswerException("byte " + i + " to " + (i + 7) + " of " + length + " are "
                        + Long.toHexString(bytes.getLong(at + i)) + " (expected: " + Long.toHexString(PADDING_WORD)
                        + ")");
            }
        }
    }
}
