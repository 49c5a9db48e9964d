package dev.socle.benchmarks.compare.load;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What a server does, whatever carries its messages: echoes requests, counts what is fired, answers how many that were.
 *
 * <p><b>Threading:</b> one event loop.
 */
public final class Work {

    /** Requests of this length are looked into before they are answered. */
    static final int JUDGED_BYTES = 128;

    private static final int CORRUPTED_AT = JUDGED_BYTES - Long.BYTES;
    private static final int VERDICT_AT = JUDGED_BYTES - 2 * Long.BYTES;
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

    /** Writes a request that is looked into: it asks for a failure, or it is corrupted, or it is to be echoed. */
    static void judge(ByteBuf request, long number, boolean isCorrupted, boolean isFailure) {
        request.setLong(0, number);
        request.setLong(VERDICT_AT, isFailure ? 1 : 0);
        request.setLong(CORRUPTED_AT, isCorrupted ? ~number : number);
    }

    /** Whether a request of so many bytes has to be looked into. */
    public static boolean isJudged(int length) {
        return length == JUDGED_BYTES;
    }

    /** Why such a request is not answered, or null when it is. */
    public static @Nullable String fault(ByteBuf bytes, int at) {
        if (bytes.getLong(at + CORRUPTED_AT) != bytes.getLong(at)) {
            return "the request is corrupted";
        }
        return bytes.getLong(at + VERDICT_AT) == 0 ? null : "the request asks for a failure";
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
    public Items items(Items.Kind kind) {
        return kind == Items.Kind.USUAL ? items.again() : Items.large();
    }
}
