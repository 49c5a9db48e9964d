package dev.socle.benchmarks.compare;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** The bytes that travel: a number, by which an answer is known to be the right one, and padding. */
final class Message {

    static final int BYTES = 64;

    private static final byte PADDING = 0x5A;

    private Message() {}

    /** A buffer that its owner may send again and again, each time with a reference more. */
    static ByteBuf numbered(long number) {
        ByteBuf bytes = ByteBufAllocator.DEFAULT.directBuffer(BYTES, BYTES).writeLong(number);
        while (bytes.isWritable()) {
            bytes.writeByte(PADDING);
        }
        return bytes;
    }

    /** Ends the process when these bytes are not the message of that number. */
    static void check(ByteBuf bytes, int at, int length, long number) {
        if (length != BYTES || bytes.getLong(at) != number || bytes.getByte(at + BYTES - 1) != PADDING) {
            Progress.fail(new IllegalStateException("answer of " + length + " bytes, number "
                    + (length < 8 ? "none" : bytes.getLong(at)) + " (expected: " + BYTES + " bytes, number " + number
                    + ")"));
        }
    }
}
