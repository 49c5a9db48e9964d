package dev.socle.benchmarks.compare;

import java.time.Duration;

/**
 * How long everything takes.
 *
 * @param warmUpMin the least before the first window of a contestant in a scenario
 * @param warmUpMax when to stop waiting for it to become steady
 * @param window what is measured at a time
 * @param rounds windows for each
 */
record Pace(Duration warmUpMin, Duration warmUpMax, Duration window, int rounds) {

    /** The whole of it: under 30 minutes. */
    static final Pace FULL = new Pace(Duration.ofSeconds(5), Duration.ofSeconds(14), Duration.ofSeconds(5), 3);

    /** A first impression: under 4 minutes. */
    static final Pace QUICK = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 2);
}
