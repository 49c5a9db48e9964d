package dev.socle.messaging.session;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warnings of a user's code that failed, one in ten seconds: who fails for each request, or for each client that comes,
 * must not fill the disk.
 *
 * <p><b>Threading:</b> any thread; two that come at the same moment may both be heard, or be counted as one.
 */
final class Warnings {

    private static final Logger LOG = LoggerFactory.getLogger(SessionEngine.class);
    private static final long EVERY_NANOS = 10_000_000_000L;

    private volatile long warnedNanos = System.nanoTime() - EVERY_NANOS;
    private int unwarned;

    void warn(String what, Supplier<String> where, Throwable failure) {
        long now = System.nanoTime();
        if (now - warnedNanos < EVERY_NANOS) {
            unwarned++;
            return;
        }
        warnedNanos = now;
        String before = unwarned == 0 ? "" : ", and " + unwarned + " others since the last warning";
        unwarned = 0;
        LOG.warn("{}{}; {}", what, before, where.get(), failure);
    }
}
