package dev.socle.messaging.frame.raw;

import dev.socle.messaging.frame.raw.MalformedBytesException.Reason;
import io.netty.buffer.ByteBuf;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Four bytes of length in front of each message, which do not count themselves.
 *
 * <p>{@link ByteOrder#BIG_ENDIAN} is network order, and right for everything that crosses machines; {@link
 * ByteOrder#nativeOrder} is what programs in C write that send an {@code int} as it lies in memory.
 *
 * @param order of the four bytes
 * @param lengthMax of a message, in bytes without the four; judged as soon as they are there
 */
public record LengthFraming(ByteOrder order, int lengthMax) implements RawFraming {

    private static final int PREFIX_BYTES = 4;

    /** Checks that the limit is 1 to 2 GiB less 5 bytes, so that message and length fit into one buffer. */
    public LengthFraming {
        int most = Integer.MAX_VALUE - PREFIX_BYTES;
        if (lengthMax < 1 || lengthMax > most) {
            throw new IllegalArgumentException("lengthMax: " + lengthMax + " (expected: 1 to " + most + ")");
        }
    }

    /** The length in network order. */
    public static LengthFraming networkOrder(int lengthMax) {
        return new LengthFraming(ByteOrder.BIG_ENDIAN, lengthMax);
    }

    /** The length in this machine's order. */
    public static LengthFraming nativeOrder(int lengthMax) {
        return new LengthFraming(ByteOrder.nativeOrder(), lengthMax);
    }

    @Override
    public void append(ByteBuf content, ByteBuf out) {
        int length = content.readableBytes();
        if (length > lengthMax) {
            throw new IllegalArgumentException("message of " + length + " bytes exceeds lengthMax " + lengthMax);
        }
        out.ensureWritable(PREFIX_BYTES + length);
        out.writeInt(inOrder(length));
        out.writeBytes(content, content.readerIndex(), length);
    }

    @Override
    public Scan scan() {
        return new Scan(this);
    }

    private int inOrder(int value) {
        return order == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
    }

    private MalformedBytesException tooLong(int length) {
        int reversed = Integer.reverseBytes(length);
        String hint = reversed >= 0 && reversed <= lengthMax
                ? ": read in the other order it would be " + reversed + "; do both sides use the same?"
                : ": the sender must send less per message";
        return new MalformedBytesException(
                Reason.TOO_LONG,
                "Message of " + Integer.toUnsignedString(length) + " bytes exceeds lengthMax " + lengthMax + hint);
    }

    /** Gathers the four bytes, then counts. */
    static final class Scan implements FrameScan {

        private final LengthFraming framing;
        private int prefixTaken;
        private int prefix;
        private int missing;

        private Scan(LengthFraming framing) {
            this.framing = framing;
        }

        @Override
        public int take(ByteBuf bytes, int from, int end) {
            int index = from;
            while (prefixTaken < PREFIX_BYTES && index < end) {
                prefix = prefix << 8 | bytes.getUnsignedByte(index++);
                if (++prefixTaken == PREFIX_BYTES) {
                    missing = length();
                }
            }
            int taken = prefixTaken < PREFIX_BYTES ? 0 : Math.min(missing, end - index);
            missing -= taken;
            return index + taken;
        }

        private int length() {
            int length = framing.inOrder(prefix);
            if (length < 0 || length > framing.lengthMax) {
                throw framing.tooLong(length);
            }
            return length;
        }

        @Override
        public boolean isWhole() {
            return prefixTaken == PREFIX_BYTES && missing == 0;
        }

        @Override
        public long lengthKnown() {
            return prefixTaken < PREFIX_BYTES ? Long.MAX_VALUE : (long) PREFIX_BYTES + framing.inOrder(prefix);
        }

        @Override
        public int contentAt(int at) {
            return at + PREFIX_BYTES;
        }

        @Override
        public int contentEnd(ByteBuf bytes, int at, int end) {
            return end;
        }

        @Override
        public void next() {
            prefixTaken = 0;
            prefix = 0;
        }

        @Override
        public @Nullable MalformedBytesException cutOff(int bytesHeld) {
            String expected = prefixTaken < PREFIX_BYTES
                    ? PREFIX_BYTES + " bytes of length"
                    : PREFIX_BYTES + " bytes of length and " + framing.inOrder(prefix) + " of message";
            return new MalformedBytesException(
                    Reason.TRUNCATED, "The stream ended after " + bytesHeld + " bytes (expected: " + expected + ")");
        }
    }
}
