package dev.socle.messaging.codec;

import dev.socle.messaging.codec.CodecException.Reason;
import io.netty.buffer.ByteBuf;

/**
 * The bytes of one message in XDR, from front to back. Every length is checked against what is left and what is allowed
 * before anything is made of it.
 *
 * <p><b>Threading:</b> one thread.
 * <p><b>Source:</b> RFC 4506, sections 3 and 4.
 */
final class XdrReader {

    private final ByteBuf in;
    private final int end;
    private final CodecLimits limits;
    private int at;
    private int depth;
    private int items;

    XdrReader(ByteBuf in, int index, int length, CodecLimits limits) {
        this.in = in;
        this.at = index;
        this.end = index + length;
        this.limits = limits;
    }

    /** Bytes that are left. */
    int left() {
        return end - at;
    }

    int readInt() {
        require(4);
        int value = in.getInt(at);
        at += 4;
        return value;
    }

    long readLong() {
        require(8);
        long value = in.getLong(at);
        at += 8;
        return value;
    }

    boolean readBoolean() {
        int value = readInt();
        if (value != 0 && value != 1) {
            throw malformed("is " + value + " (expected: 0 or 1, for false or true)");
        }
        return value == 1;
    }

    /** Bytes, and the zeroes that fill their last unit of four. */
    byte[] readBytes(int length) {
        requirePadded(length);
        byte[] bytes = new byte[length];
        in.getBytes(at, bytes);
        skipPadded(length);
        return bytes;
    }

    String readText(int length) {
        requirePadded(length);
        String text = Utf8.decode(in, at, length, "text");
        skipPadded(length);
        return text;
    }

    /** Reads how many bytes or elements follow. */
    int readCount(int max, String what) {
        int count = readInt();
        if (count < 0 || count > max) {
            throw limit(Integer.toUnsignedString(count) + " " + what, "its maximum", max);
        }
        return count;
    }

    /** Counts elements that are about to be read, of which each takes some bytes at least. */
    void begin(int count, long elementBytesMin) {
        if (count * elementBytesMin > left()) {
            throw malformed("is cut off: " + count + " elements take at least " + count * elementBytesMin
                    + " bytes (left: " + left() + ")");
        }
        if (count > limits.tokensMax() - items) {
            throw limit("element " + ((long) items + count) + " of the message", "tokensMax", limits.tokensMax());
        }
        items += count;
    }

    void enter() {
        begin(1, 0);
        if (++depth > limits.depthMax()) {
            throw limit("depth " + depth, "depthMax", limits.depthMax());
        }
    }

    void leave() {
        depth--;
    }

    /** Bytes that a text or opaque takes, filled up to a multiple of four. */
    static long padded(int length) {
        return (length + 3L) & ~3L;
    }

    static ValueFault malformed(String detail) {
        return new ValueFault(Reason.MALFORMED, detail, null);
    }

    static ValueFault limit(String whatAndActual, String limit, long max) {
        return new ValueFault(Reason.LIMIT, "has " + whatAndActual + ", which exceeds " + limit + " " + max, null);
    }

    private void require(int bytes) {
        if (left() < bytes) {
            throw malformed("is cut off: " + bytes + " bytes expected, " + left() + " left");
        }
    }

    private void requirePadded(int length) {
        long padded = padded(length);
        if (padded > left()) {
            throw malformed("is cut off: " + padded + " bytes expected, " + left() + " left");
        }
    }

    private void skipPadded(int length) {
        at += length;
        for (int padding = -length & 3; padding > 0; padding--) {
            if (in.getByte(at++) != 0) {
                throw malformed("is filled with other bytes than zero");
            }
        }
    }
}
