package dev.socle.messaging.session;

import java.util.function.LongSupplier;

/**
 * What bulk owes to the small messages that share its connection: shorter turns, a shorter queue at the receiver, and the
 * processor for whoever sends or awaits them. A connection on which only bulk travels goes without all three, which would cost it
 * up to a third of its rate.
 *
 * <p>Beside a thread that computes, a loop that offers its processor gets it back milliseconds later. So an offer is followed by
 * none for a multiple of the time that it took.
 * <p><b>Threading:</b> the loop. Times are those of {@link System#nanoTime}.
 */
final class Sharing {

    /** Bytes that arrive at a time, from which on they are bulk. */
    static final int BULK_BYTES = 32 * 1024;

    /** For so long after a small message another one is expected. */
    private static final long SHARED_NANOS = 10_000_000;

    /** Turns with small messages that bulk has followed, until the queue is shortened: a first one may have asked for the bulk. */
    private static final int SHARED_TURNS = 8;

    private static final int ALONE_TURN_BYTES = 256 * 1024;
    private static final int SHARED_TURN_BYTES = 64 * 1024;

    /** So many times as long as an offer took there is no other: at most a fifth of the time is given away. */
    private static final int PAUSE_FACTOR = 4;

    private final Runnable offerProcessor;
    private final Runnable shortenQueue;
    private final LongSupplier nanoTime;
    private long smallNanos;
    private long nextOfferNanos;
    private long followedNanos;
    private int sharedTurns;

    Sharing(Runnable offerProcessor, Runnable shortenQueue, LongSupplier nanoTime) {
        this.offerProcessor = offerProcessor;
        this.shortenQueue = shortenQueue;
        this.nanoTime = nanoTime;
        nextOfferNanos = nanoTime.getAsLong();
        smallNanos = nextOfferNanos - SHARED_NANOS;
        followedNanos = smallNanos;
    }

    /** A small message leaves. */
    void small(long now) {
        smallNanos = now;
    }

    /** About how many bytes of waiting streams may leave before the loop looks at its sockets again. */
    int turnBytes(long now) {
        return isShared(now) ? SHARED_TURN_BYTES : ALONE_TURN_BYTES;
    }

    /** Bulk has come in. */
    void bulkReceived(long now) {
        if (sharedTurns < SHARED_TURNS && isShared(now) && smallNanos != followedNanos) {
            followedNanos = smallNanos;
            sharedTurns++;
            if (sharedTurns == SHARED_TURNS) {
                shortenQueue.run();
            }
        }
    }

    /** After a turn of bulk. */
    void afterBulk(long now) {
        if (!isShared(now) || now - nextOfferNanos < 0) {
            return;
        }
        long begun = nanoTime.getAsLong();
        offerProcessor.run();
        long ended = nanoTime.getAsLong();
        nextOfferNanos = ended + PAUSE_FACTOR * (ended - begun);
    }

    private boolean isShared(long now) {
        return now - smallNanos < SHARED_NANOS;
    }
}
