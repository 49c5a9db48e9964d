package dev.socle.messaging.oncrpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into messages, each of which comes in one fragment or more. In front of a fragment are four
 * bytes: one bit that says whether it is the last, and 31 of length.
 *
 * <p>A message that lies whole in the bytes fed, in one fragment, is passed on in place. Others are gathered in a buffer
 * that grows with the bytes that have come, never with the length announced.
 *
 * <p><b>Threading:</b> none; one thread uses it.
 * <p><b>Errors:</b> whatever is thrown out of {@link #feed}, by the sink too, closes the cutter.
 * <p><b>Limits:</b> bytes and fragments of a message, judged as soon as a fragment's four bytes are there.
 * <p><b>Source:</b> RFC 5531, section 11.
 */
final class RecordCutter {

    /** Who takes the messages. */
    interface Sink {

        /** One message. <b>Ownership:</b> the buffer is borrowed for the call, and holds other bytes too. */
        void onMessage(ByteBuf buffer, int at, int end);
    }

    static final int MARK_BYTES = 4;
    static final int CAPACITY_MIN = 256;

    private static final int LAST = 1 << 31;

    private final ByteBufAllocator allocator;
    private final int bytesMax;
    private final int fragmentsMax;
    private final Sink sink;

    private @Nullable ByteBuf held;
    private int markTaken;
    private int mark;
    // Bytes of the fragment that have not come.
    private int missing;
    private int fragments;
    private boolean isClosed;

    RecordCutter(ByteBufAllocator allocator, OncRpcOptions options, Sink sink) {
        this.allocator = allocator;
        this.bytesMax = options.messageBytesMax();
        this.fragmentsMax = options.fragmentsMax();
        this.sink = sink;
    }

    /** Writes the mark of a message that is one fragment, in front of it. */
    static void mark(ByteBuf message) {
        message.setInt(message.readerIndex(), LAST | (message.readableBytes() - MARK_BYTES));
    }

    /**
     * Takes all readable bytes, and passes on the messages that end in them.
     *
     * <p><b>Ownership:</b> the bytes are borrowed, and their indices stay.
     *
     * @throws OncRpcException when a message exceeds a limit
     */
    void feed(ByteBuf bytes) {
        boolean isDone = false;
        try {
            int end = bytes.writerIndex();
            int index = bytes.readerIndex();
            while (index < end && !isClosed) {
                index = markTaken < MARK_BYTES ? takeMark(bytes, index) : takeFragment(bytes, index, end);
                if (markTaken == MARK_BYTES && missing == 0) {
                    endFragment(bytes, index);
                }
            }
            isDone = true;
        } finally {
            if (!isDone) {
                close();
            }
        }
    }

    /** Releases what is held; whatever is fed from now on is ignored. */
    void close() {
        isClosed = true;
        if (held != null) {
            held.release();
            held = null;
        }
    }

    int capacityHeld() {
        return held == null ? 0 : held.capacity();
    }

    private int takeMark(ByteBuf bytes, int index) {
        mark = mark << 8 | bytes.getUnsignedByte(index);
        if (++markTaken == MARK_BYTES) {
            missing = mark & ~LAST;
            long length = (long) bytesHeld() + missing;
            if (length > bytesMax) {
                throw OncRpcException.malformed("Message of " + length + " bytes or more exceeds messageBytesMax "
                        + bytesMax + ": the sender must send less per message");
            }
            if (++fragments > fragmentsMax) {
                throw OncRpcException.malformed("Message of " + fragments + " fragments or more exceeds fragmentsMax "
                        + fragmentsMax + ": the sender must send longer fragments");
            }
        }
        return index + 1;
    }

    private int takeFragment(ByteBuf bytes, int index, int end) {
        int taken = Math.min(missing, end - index);
        missing -= taken;
        boolean isInPlace = missing == 0 && held == null && mark < 0 && taken == (mark & ~LAST);
        if (isInPlace) {
            int next = index + taken;
            begin();
            sink.onMessage(bytes, index, next);
            return next;
        }
        append(bytes, index, taken);
        return index + taken;
    }

    private void endFragment(ByteBuf bytes, int index) {
        if (mark >= 0) {
            markTaken = 0;
            return;
        }
        ByteBuf whole = held;
        held = null;
        begin();
        if (whole == null) {
            sink.onMessage(bytes, index, index);
            return;
        }
        try {
            sink.onMessage(whole, whole.readerIndex(), whole.writerIndex());
        } finally {
            whole.release();
        }
    }

    private void begin() {
        markTaken = 0;
        fragments = 0;
    }

    private int bytesHeld() {
        return held == null ? 0 : held.readableBytes();
    }

    private void append(ByteBuf bytes, int from, int count) {
        ByteBuf target = held;
        if (target == null || target.writableBytes() < count) {
            long needed = (long) bytesHeld() + count;
            target = allocator.buffer((int) Math.max(needed, Math.min(Math.max(CAPACITY_MIN, 2 * needed), bytesMax)));
            if (held != null) {
                target.writeBytes(held, held.readerIndex(), held.readableBytes());
                held.release();
            }
            held = target;
        }
        target.writeBytes(bytes, from, count);
    }
}
