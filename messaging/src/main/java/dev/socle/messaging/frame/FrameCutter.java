package dev.socle.messaging.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into frames.
 *
 * <p>A frame that lies whole in the bytes fed is passed on in place, without a copy or a slice. A frame that comes in
 * parts is gathered in a buffer that grows with the bytes that have come, never with the length announced.
 *
 * <p><b>Threading:</b> none; one thread uses it. Within {@link Sink#onFrame}, {@link #resume}, {@link #lengthMax} and
 * {@link #close} may be called, {@link #feed} may not.
 * <p><b>Errors:</b> whatever is thrown out of {@link #feed} or {@link #resume}, by the sink too, closes the cutter.
 * <p><b>Limits:</b> the length of a frame, judged as soon as its three bytes are there. A frame in part takes at most
 * twice its bytes that have come (four times when a stop came between), but {@value #CAPACITY_MIN} are always allowed.
 */
public final class FrameCutter {

    /** Who takes the frames. */
    public interface Sink {

        /**
         * One frame, whole, header included.
         *
         * <p><b>Ownership:</b> the buffer is borrowed for the call, and holds other bytes too: nothing outside of
         * {@code at} to {@code end} is the frame's.
         *
         * @return false to stop: this frame is done, the rest is kept until {@link FrameCutter#resume}
         */
        boolean onFrame(ByteBuf buffer, int at, int end);
    }

    static final int CAPACITY_MIN = 64;

    private final ByteBufAllocator allocator;
    private final Sink sink;
    private int lengthMax;

    // Invariant: not empty. While the cutter is not stopped it begins with a frame that is not whole yet.
    private @Nullable ByteBuf held;

    private boolean isFirst = true;
    private boolean isCutting;
    private boolean isStopped;
    private boolean isResumeWanted;
    private boolean isClosed;

    /** A cutter for one connection. */
    public FrameCutter(ByteBufAllocator allocator, int frameLengthMax, Sink sink) {
        this.allocator = allocator;
        this.sink = sink;
        this.lengthMax = checkedMax(frameLengthMax);
    }

    /** Changes the limit, for all frames that are not whole yet. */
    public void lengthMax(int max) {
        lengthMax = checkedMax(max);
    }

    /**
     * Takes all readable bytes, and passes on the frames that end in them.
     *
     * <p><b>Ownership:</b> the bytes are borrowed, and their indices stay.
     *
     * @throws MalformedFrameException when a length is less than a header or over the limit
     */
    public void feed(ByteBuf bytes) {
        if (isCutting) {
            throw new IllegalStateException("feed: called within onFrame (expected: after it has returned)");
        }
        boolean isDone = false;
        isCutting = true;
        try {
            int end = bytes.writerIndex();
            int index = completeHeld(bytes, bytes.readerIndex(), end);
            index = cut(bytes, index, end);
            hold(bytes, index, end);
            isDone = true;
        } finally {
            leave(isDone);
        }
    }

    /**
     * Goes on after a stop, beginning with what was kept; does nothing when not stopped.
     *
     * <p>Within {@link Sink#onFrame} it takes back the stop that this call is about to ask for.
     */
    public void resume() {
        if (isCutting) {
            isResumeWanted = true;
            return;
        }
        isStopped = false;
        ByteBuf kept = held;
        if (kept == null) {
            return;
        }
        boolean isDone = false;
        isCutting = true;
        held = null;
        try {
            int end = kept.writerIndex();
            int index = cut(kept, kept.readerIndex(), end);
            if (end - index < kept.capacity() / 4) {
                hold(kept, index, end);
            } else if (!isClosed) {
                held = kept.readerIndex(index).retain();
            }
            isDone = true;
        } finally {
            kept.release();
            leave(isDone);
        }
    }

    /** Whether the sink has stopped the cutting. */
    public boolean isStopped() {
        return isStopped;
    }

    /** Bytes that were fed and belong to no frame passed on. */
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

    /** Adds to the frame in part what belongs to it, passes it on once whole, and returns where the rest begins. */
    private int completeHeld(ByteBuf bytes, int from, int end) {
        if (held == null || isStopped) {
            return from;
        }
        int index = from + Math.min(Math.max(0, FrameHeader.PREFIX_BYTES - held.readableBytes()), end - from);
        ByteBuf part = append(bytes, from, index, Integer.MAX_VALUE);
        if (part.readableBytes() < FrameHeader.PREFIX_BYTES) {
            return index;
        }
        int whole = FrameHeader.PREFIX_BYTES + checkedLength(FrameHeader.length(part, part.readerIndex()));
        int missing = Math.min(whole - part.readableBytes(), end - index);
        part = append(bytes, index, index + missing, whole);
        if (part.readableBytes() == whole) {
            held = null;
            try {
                pass(part, part.readerIndex() + FrameHeader.PREFIX_BYTES, part.writerIndex());
            } finally {
                part.release();
            }
        }
        return index + missing;
    }

    /** Passes on the frames that lie whole between two indices, and returns where the rest begins. */
    private int cut(ByteBuf buffer, int from, int end) {
        int index = from;
        while (!isStopped && !isClosed && end - index >= FrameHeader.PREFIX_BYTES) {
            int length = checkedLength(FrameHeader.length(buffer, index));
            if (length > end - index - FrameHeader.PREFIX_BYTES) {
                break;
            }
            int at = index + FrameHeader.PREFIX_BYTES;
            index = at + length;
            pass(buffer, at, index);
        }
        return index;
    }

    private void pass(ByteBuf buffer, int at, int end) {
        isFirst = false;
        isResumeWanted = false;
        boolean goesOn = sink.onFrame(buffer, at, end);
        isStopped = !goesOn && !isResumeWanted;
    }

    private void hold(ByteBuf bytes, int from, int end) {
        if (from == end || isClosed) {
            return;
        }
        boolean isLengthThere = !isStopped && end - from >= FrameHeader.PREFIX_BYTES;
        append(
                bytes,
                from,
                end,
                isLengthThere ? FrameHeader.PREFIX_BYTES + FrameHeader.length(bytes, from) : Integer.MAX_VALUE);
    }

    private ByteBuf append(ByteBuf bytes, int from, int end, int capacityMax) {
        ByteBuf target = held;
        int count = end - from;
        if (target == null || target.writableBytes() < count) {
            long needed = (long) bytesHeld() + count;
            long capacity = Math.min(Math.max(CAPACITY_MIN, 2 * needed), capacityMax);
            target = allocator.buffer((int) capacity);
            if (held != null) {
                target.writeBytes(held, held.readerIndex(), held.readableBytes());
                held.release();
            }
            held = target;
        }
        target.writeBytes(bytes, from, count);
        return target;
    }

    private void leave(boolean isDone) {
        isCutting = false;
        if (!isDone) {
            close();
        }
    }

    private int checkedLength(int length) {
        if (length > lengthMax && isFirst) {
            throw MalformedFrameException.firstFrameTooLong(length, lengthMax);
        }
        FrameHeader.checkLength(length, lengthMax);
        return length;
    }

    private static int checkedMax(int max) {
        if (max < FrameHeader.BYTES || max > FrameHeader.LENGTH_MAX) {
            throw new IllegalArgumentException("frameLengthMax: " + max + " (expected: " + FrameHeader.BYTES + " to "
                    + FrameHeader.LENGTH_MAX + ")");
        }
        return max;
    }
}
