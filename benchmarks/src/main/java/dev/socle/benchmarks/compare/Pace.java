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

    private static final Duration QUICK_TOTAL = Duration.ofSeconds(190);
    private static final Duration QUICK_WINDOW = Duration.ofSeconds(1);
    private static final int QUICK_ROUNDS = 3;
    /** Starts of processes, ramps and the run through the relay. */
    private static final double QUICK_FIXED_SECONDS = 2.5;

    /**
     * A first impression: all together under 4 minutes, by less warm-up the more there is to do.
     *
     * @param subjects contestants, summed over the scenarios
     */
    static Pace quick(int subjects) {
        double each = (double) QUICK_TOTAL.toSeconds() / Math.max(1, subjects);
        double left = each - QUICK_FIXED_SECONDS - QUICK_ROUNDS * QUICK_WINDOW.toSeconds();
        Duration warmUp = Duration.ofSeconds(Math.max(1, Math.min(FULL.warmUpMin.toSeconds(), Math.round(left))));
        return new Pace(warmUp, warmUp, QUICK_WINDOW, QUICK_ROUNDS);
    }
}
