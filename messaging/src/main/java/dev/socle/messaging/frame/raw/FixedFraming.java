package dev.socle.messaging.frame.raw;

import dev.socle.messaging.frame.raw.MalformedBytesException.Reason;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Messages that all have one length, and nothing between them.
 *
 * @param length of each message, in bytes
 */
public record FixedFraming(int length) implements RawFraming {

    /** Checks that the length is at least 1. */
    public FixedFraming {
        if (length < 1) {
            throw new IllegalArgumentException("length: " + length + " (expected: > 0)");
        }
    }

    @Override
    public void append(ByteBuf content, ByteBuf out) {
        if (content.readableBytes() != length) {
            throw new IllegalArgumentException(
                    "message of " + content.readableBytes() + " bytes (expected: exactly " + length + ")");
        }
        out.writeBytes(content, content.readerIndex(), length);
    }

    @Override
    public Scan scan() {
        return new Scan(length);
    }

    /** Counts. */
    static final class Scan implements FrameScan {

        private final int length;
        private int missing;

        private Scan(int length) {
            this.length = length;
            this.missing = length;
        }

        @Override
        public int take(ByteBuf bytes, int from, int end) {
            int taken = Math.min(missing, end - from);
            missing -= taken;
            return from + taken;
        }

        @Override
        public boolean isWhole() {
            return missing == 0;
        }

        @Override
        public long lengthKnown() {
            return length;
        }

        @Override
        public int contentAt(int at) {
            return at;
        }

        @Override
        public int contentEnd(ByteBuf bytes, int at, int end) {
            return end;
        }

        @Override
        public void next() {
            missing = length;
        }

        @Override
        public @Nullable MalformedBytesException cutOff(int bytesHeld) {
            return new MalformedBytesException(
                    Reason.TRUNCATED, "The stream ended after " + bytesHeld + " bytes of a message of " + length);
        }
    }
}
