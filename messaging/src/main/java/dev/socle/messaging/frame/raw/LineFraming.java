package dev.socle.messaging.frame.raw;

import dev.socle.messaging.frame.raw.MalformedBytesException.Reason;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Lines: each message ends in LF, or in CR LF from those who write that. Written is LF alone.
 *
 * <p>It cuts at a byte that UTF-8 uses for nothing else, so no character is ever split; whether a line is valid UTF-8 is
 * for whoever makes text of it. A CR that no LF follows belongs to the line.
 *
 * @param lengthMax of a line, in bytes without its end
 */
public record LineFraming(int lengthMax) implements RawFraming {

    private static final byte LF = '\n';
    private static final byte CR = '\r';
    private static final int END_BYTES_MAX = 2;

    /** Checks that the limit is 1 to 2 GiB less 3 bytes, so that a line and its end fit into one buffer. */
    public LineFraming {
        int most = Integer.MAX_VALUE - END_BYTES_MAX;
        if (lengthMax < 1 || lengthMax > most) {
            throw new IllegalArgumentException("lengthMax: " + lengthMax + " (expected: 1 to " + most + ")");
        }
    }

    @Override
    public void append(ByteBuf content, ByteBuf out) {
        int at = content.readerIndex();
        int end = content.writerIndex();
        if (end - at > lengthMax) {
            throw new IllegalArgumentException("line of " + (end - at) + " bytes exceeds lengthMax " + lengthMax);
        }
        int lf = content.indexOf(at, end, LF);
        if (lf >= 0) {
            throw new IllegalArgumentException("line has LF at byte " + (lf - at) + ", where the reader would cut it");
        }
        if (end > at && content.getByte(end - 1) == CR) {
            throw new IllegalArgumentException("line ends in CR, which the reader would take for a part of its end");
        }
        out.writeBytes(content, at, end - at);
        out.writeByte(LF);
    }

    @Override
    public Scan scan() {
        return new Scan(lengthMax);
    }

    /** Looks for LF. */
    static final class Scan implements FrameScan {

        private final int lengthMax;
        // Bytes of the line that were taken, its end included.
        private int taken;
        private boolean isWhole;
        private byte last;

        private Scan(int lengthMax) {
            this.lengthMax = lengthMax;
        }

        @Override
        public int take(ByteBuf bytes, int from, int end) {
            // LF may come after lengthMax bytes and CR, so it is not looked for any further.
            int room = lengthMax + END_BYTES_MAX - taken;
            int limit = from + Math.min(end - from, room);
            int lf = bytes.indexOf(from, limit, LF);
            isWhole = lf >= 0;
            int index = isWhole ? lf + 1 : limit;
            // What stands before the LF, or last of all: if it is CR, it may be a part of the end.
            byte before = isWhole ? (lf > from ? bytes.getByte(lf - 1) : last) : bytes.getByte(index - 1);
            taken += index - from;
            int length = taken - (isWhole ? 1 : 0) - (before == CR ? 1 : 0);
            if (length > lengthMax) {
                throw new MalformedBytesException(
                        Reason.TOO_LONG,
                        "Line of more than " + lengthMax + " bytes exceeds lengthMax " + lengthMax
                                + ": is this text, and does it end in LF?");
            }
            last = before;
            return index;
        }

        @Override
        public boolean isWhole() {
            return isWhole;
        }

        @Override
        public long lengthKnown() {
            return Long.MAX_VALUE;
        }

        @Override
        public int contentAt(int at) {
            return at;
        }

        @Override
        public int contentEnd(ByteBuf bytes, int at, int end) {
            int lf = end - 1;
            return lf > at && bytes.getByte(lf - 1) == CR ? lf - 1 : lf;
        }

        @Override
        public void next() {
            taken = 0;
            last = 0;
        }

        @Override
        public @Nullable MalformedBytesException cutOff(int bytesHeld) {
            return new MalformedBytesException(
                    Reason.TRUNCATED,
                    "The stream ended after " + bytesHeld + " bytes of a line (expected: LF at its end)");
        }
    }
}
