package dev.socle.messaging.frame.raw;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into messages, as a {@link RawFraming} says.
 *
 * <p>A message that lies whole in the bytes fed is passed on in place. One that comes in parts is gathered in a buffer
 * that grows with the bytes that have come, never with a length announced; each byte is looked at once.
 *
 * <p><b>Threading:</b> none; one thread uses it. Within {@link Sink#onMessage}, {@link #close} may be called, {@link #feed}
 * may not.
 * <p><b>Errors:</b> whatever is thrown out of {@link #feed}, by the sink too, closes the cutter.
 * <p><b>Limits:</b> those of the framing. A message in part takes at most twice its bytes that have come, but {@value
 * #CAPACITY_MIN} are always allowed.
 */
public final class RawCutter {

    /** Who takes the messages. */
    @FunctionalInterface
    public interface Sink {

        /**
         * The content of one message, from {@code at} to {@code end}.
         *
         * <p><b>Ownership:</b> the buffer is borrowed for the call, and holds other bytes too.
         */
        void onMessage(ByteBuf buffer, int at, int end);
    }

    static final int CAPACITY_MIN = 64;

    private final ByteBufAllocator allocator;
    private final FrameScan scan;
    private final Sink sink;

    // Invariant: holds exactly the bytes that the scan has taken of a message that is not whole.
    private @Nullable ByteBuf held;

    private boolean isCutting;
    private boolean isClosed;

    RawCutter(ByteBufAllocator allocator, FrameScan scan, Sink sink) {
        this.allocator = allocator;
        this.scan = scan;
        this.sink = sink;
    }

    /**
     * Takes all readable bytes, and passes on the messages that end in them. A closed cutter ignores them.
     *
     * <p><b>Ownership:</b> the bytes are borrowed, and their indices stay.
     *
     * @throws MalformedBytesException when the bytes break the framing or its limit
     */
    public void feed(ByteBuf bytes) {
        if (isCutting) {
            throw new IllegalStateException("feed: called within onMessage (expected: after it has returned)");
        }
        boolean isDone = false;
        isCutting = true;
        try {
            int end = bytes.writerIndex();
            int index = bytes.readerIndex();
            while (index < end && !isClosed) {
                index = message(bytes, index, end);
            }
            isDone = true;
        } finally {
            isCutting = false;
            if (!isDone) {
                close();
            }
        }
    }

    /**
     * Says that the stream has ended, and closes the cutter.
     *
     * @throws MalformedBytesException when it ended within a message
     */
    public void finish() {
        MalformedBytesException fault = isClosed || held == null ? null : scan.cutOff(held.readableBytes());
        close();
        if (fault != null) {
            throw fault;
        }
    }

    /** Bytes that were fed and belong to no message passed on. */
    public int bytesHeld() {
        return held == null ? 0 : held.readableBytes();
    }

    /** Releases what is held; whatever is fed from now on is ignored. */
    public void close() {
        isClosed = true;
        if (held != null) {
            held.release();
            held = null;
        }
    }

    int capacityHeld() {
        return held == null ? 0 : held.capacity();
    }

    /** Takes the bytes of one message, passes it on if it is whole, and returns where the rest begins. */
    private int message(ByteBuf bytes, int from, int end) {
        int index = scan.take(bytes, from, end);
        if (!scan.isWhole()) {
            append(bytes, from, index);
            return index;
        }
        if (held == null) {
            pass(bytes, from, index);
            return index;
        }
        ByteBuf whole = append(bytes, from, index);
        held = null;
        try {
            pass(whole, whole.readerIndex(), whole.writerIndex());
        } finally {
            whole.release();
        }
        return index;
    }

    private void pass(ByteBuf buffer, int at, int end) {
        int contentAt = scan.contentAt(at);
        int contentEnd = scan.contentEnd(buffer, contentAt, end);
        scan.next();
        sink.onMessage(buffer, contentAt, contentEnd);
    }

    private ByteBuf append(ByteBuf bytes, int from, int end) {
        ByteBuf target = held;
        int count = end - from;
        if (target == null || target.writableBytes() < count) {
            long needed = (long) bytesHeld() + count;
            long capacity = Math.max(needed, Math.min(Math.max(CAPACITY_MIN, 2 * needed), scan.lengthKnown()));
            target = allocator.buffer((int) Math.min(capacity, Integer.MAX_VALUE));
            if (held != null) {
                target.writeBytes(held, held.readerIndex(), held.readableBytes());
                held.release();
            }
            held = target;
        }
        target.writeBytes(bytes, from, count);
        return target;
    }
}
