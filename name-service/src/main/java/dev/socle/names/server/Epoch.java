package dev.socle.names.server;

import java.time.Instant;

/**
 * The number of a name server's life. Watchers take what has a greater epoch for newer.
 *
 * <p>The wall clock is no more than a seed: it makes the lives of a server without data, and of one whose data folder was
 * emptied, follow each other as well. With data the epoch grows whatever the clock says. No lease ever looks at it.
 */
final class Epoch {

    private Epoch() {}

    /** The epoch after the last one; 0 where there was none. */
    static long after(long last) {
        return Math.max(last + 1, Instant.now().toEpochMilli());
    }
}
