package dev.socle.names.server;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Counts only the time during which the registry was able to hear its clients. What it could not hear, nobody failed to say:
 * time that the process lay still is left out, and so every lease is longer by it.
 *
 * <p>A ticker comes by every 100 ms. Whatever runs first after a stall finds the last tick too long ago and takes the stall
 * off the clock, so it does not matter in which order tick and renewals wake up.
 * <p><b>Threading:</b> the registry's thread.
 */
final class LeaseClock {

    static final long TICK_MILLIS = 100;

    private static final long LATENESS_MAX_MILLIS = 250;

    private final LongSupplier nanoTime;
    private final long originNanos;
    private long lastTickNanos;
    private long unheardNanos;
    private long latestMillis;

    LeaseClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        originNanos = nanoTime.getAsLong();
        lastTickNanos = originNanos;
    }

    /** The ticker is here, on time or late. */
    void tick() {
        takeOffStall();
        lastTickNanos = nanoTime.getAsLong();
    }

    /** Milliseconds heard since the beginning; never goes back. */
    long nowMillis() {
        takeOffStall();
        long heard = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - originNanos - unheardNanos);
        latestMillis = Math.max(latestMillis, heard); // what became a stall may have been counted while it was young
        return latestMillis;
    }

    /** Milliseconds taken off so far. */
    long unheardMillis() {
        return TimeUnit.NANOSECONDS.toMillis(unheardNanos);
    }

    private void takeOffStall() {
        long now = nanoTime.getAsLong();
        long lateNanos = now - lastTickNanos - TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
        if (lateNanos > TimeUnit.MILLISECONDS.toNanos(LATENESS_MAX_MILLIS)) {
            unheardNanos += lateNanos;
            lastTickNanos = now;
        }
    }
}
