package dev.socle.benchmarks.compare;

import java.time.Duration;

/**
 * How long everything takes.
 *
 * @param warmUpMin the least before the first window of a contestant in a scenario
 * @param warmUpMax when to stop waiting for it to become steady
 * @param warmUpSlow for scenarios of few calls a second, which are compiled late and whose rate says nothing
 * @param warmUpSetUp for setting up connections, whose code runs once for each
 * @param window what is measured at a time
 * @param rounds windows for each
 * @param roundsRestless the same in scenarios whose windows differ by more than those of others
 * @param spare in each scenario, for windows that were disturbed; what is left serves the next
 */
record Pace(
        Duration warmUpMin,
        Duration warmUpMax,
        Duration warmUpSlow,
        Duration warmUpSetUp,
        Duration window,
        int rounds,
        int roundsRestless,
        Duration spare) {

    /** The whole of it: under 30 minutes. */
    static final Pace FULL = new Pace(
            Duration.ofSeconds(8),
            Duration.ofSeconds(14),
            Duration.ofSeconds(36),
            Duration.ofSeconds(28),
            Duration.ofSeconds(2),
            5,
            8,
            Duration.ofSeconds(5));

    private static final Duration QUICK_WINDOW = Duration.ofSeconds(1);
    private static final int QUICK_ROUNDS = 3;
    private static final long QUICK_WARM_UP_SECONDS = 5;
    /** Starts of processes, ramps and the run through the relay. */
    private static final long QUICK_FIXED_SECONDS = 3;

    /**
     * A first impression: the less time is left for each, the fewer rounds and the less warm-up.
     *
     * @param left time for all that is still to be done
     * @param subjects contestants still to come, summed over the scenarios
     */
    static Pace quick(Duration left, int subjects) {
        long each = left.toSeconds() / Math.max(1, subjects) - QUICK_FIXED_SECONDS;
        int rounds = (int) Math.max(1, Math.min(QUICK_ROUNDS, each / 2));
        Duration warmUp = Duration.ofSeconds(Math.max(1, Math.min(QUICK_WARM_UP_SECONDS, each - rounds)));
        return new Pace(warmUp, warmUp, warmUp, warmUp, QUICK_WINDOW, rounds, rounds, Duration.ZERO);
    }
}
