package dev.socle.benchmarks.compare.load;

import io.netty.buffer.ByteBuf;

/**
 * What a server does, whatever carries its messages: echoes requests, counts what is fired, answers how many that were.
 *
 * <p><b>Threading:</b> one event loop.
 */
public final class Work {

    private static final int QUESTION_BYTES = Long.BYTES;
    private static final long FIRED = 1;
    private static final int IN_FULL_EACH = 64;

    private final Items items = Items.usual();
    private long fired;

    /** The request that asks for the count: shorter than all others. */
    static ByteBuf question() {
        return Message.numbered(0, QUESTION_BYTES);
    }

    /** The message that nobody answers. */
    static ByteBuf fired() {
        return Message.numbered(FIRED, Message.BYTES);
    }

    /** Whether a request of so many bytes asks for the count, and not for itself. */
    public static boolean isQuestion(int length) {
        return length == QUESTION_BYTES;
    }

    /** The answer to {@link #isQuestion}. <b>Ownership:</b> passes to the caller. */
    public ByteBuf count() {
        return Message.numbered(fired, Message.BYTES);
    }

    /** Counts a message, borrowed, that nobody answers. */
    public void take(ByteBuf bytes, int at, int length) {
        Message.check(bytes, at, length, FIRED, Message.BYTES);
        if ((++fired & (IN_FULL_EACH - 1)) == 0) {
            Message.checkPadding(bytes, at, length);
        }
    }

    /** The items of a new stream. */
    public Items items() {
        return items.again();
    }
}
