package dev.socle.names;

import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait after a failure: 100 ms, doubled each time up to 16 s, and of that a random part, so that many clients do
 * not come back at once.
 */
final class Backoff {

    private static final long MILLIS_MIN = 100;
    private static final long MILLIS_MAX = 16_000;

    private Backoff() {}

    static long millis(int failures) {
        long ceiling = Math.min(MILLIS_MAX, MILLIS_MIN << Math.min(Math.max(failures - 1, 0), 20));
        return ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1);
    }
}
