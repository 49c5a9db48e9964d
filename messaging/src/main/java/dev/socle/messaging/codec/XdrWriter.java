package dev.socle.messaging.codec;

import io.netty.buffer.ByteBuf;

/**
 * Appends one message in XDR to a buffer, and stops before a limit is exceeded.
 *
 * <p><b>Threading:</b> one thread.
 */
final class XdrWriter {

    private final ByteBuf out;
    private final int start;
    private final CodecLimits limits;
    private int depth;
    private int items;

    XdrWriter(ByteBuf out, CodecLimits limits) {
        this.out = out;
        this.start = out.writerIndex();
        this.limits = limits;
    }

    void writeInt(int value) {
        requireRoom(4);
        out.writeInt(value);
    }

    void writeLong(long value) {
        requireRoom(8);
        out.writeLong(value);
    }

    void writeBoolean(boolean value) {
        writeInt(value ? 1 : 0);
    }

    /** Bytes, and zeroes up to a multiple of four. */
    void writeBytes(byte[] bytes) {
        requireRoom(XdrReader.padded(bytes.length));
        out.writeBytes(bytes);
        out.writeZero(-bytes.length & 3);
    }

    /** Text whose length in UTF-8 is known. */
    void writeText(String text, int length) {
        requireRoom(XdrReader.padded(length));
        Utf8.encode(text, out, "text");
        out.writeZero(-length & 3);
    }

    /** Counts elements that are about to be written. */
    void begin(int count) {
        if (count > limits.tokensMax() - items) {
            throw XdrReader.limit(
                    "element " + ((long) items + count) + " of the message", "tokensMax", limits.tokensMax());
        }
        items += count;
    }

    void enter() {
        begin(1);
        if (++depth > limits.depthMax()) {
            throw XdrReader.limit("depth " + depth, "depthMax", limits.depthMax());
        }
    }

    void leave() {
        depth--;
    }

    private void requireRoom(long bytes) {
        long total = (long) out.writerIndex() - start + bytes;
        if (total > limits.messageBytesMax()) {
            throw CodecException.exceeds(
                    "message of at least " + total + " bytes", "messageBytesMax", limits.messageBytesMax());
        }
    }
}
