package dev.socle.examples.ladder;

import dev.socle.examples.ladder.step.Greeter;
import java.util.Arrays;

/**
 * How fast a client asks, one call after another.
 *
 * @param perSecond calls a second
 * @param medianMicros of the time of one call
 */
record Pace(double perSecond, double medianMicros) {

    private static final int CALLS_MAX = 200_000;

    /** Asks for a time to warm up, and as long again to measure. */
    static Pace of(Greeter greeter, long millis) throws Exception {
        long[] nanos = new long[CALLS_MAX];
        ask(greeter, millis, nanos);
        long begin = System.nanoTime();
        int calls = ask(greeter, millis, nanos);
        double seconds = (System.nanoTime() - begin) / 1e9;
        Arrays.sort(nanos, 0, calls);
        return new Pace(calls / seconds, nanos[calls / 2] / 1e3);
    }

    private static int ask(Greeter greeter, long millis, long[] nanos) throws Exception {
        long end = System.nanoTime() + millis * 1_000_000;
        int calls = 0;
        long now = System.nanoTime();
        while (now < end && calls < nanos.length) {
            String answer = greeter.greet("Ada");
            if (!answer.equals("Hello, Ada!")) {
                throw new IllegalStateException("answer: " + answer + " (expected: Hello, Ada!)");
            }
            long after = System.nanoTime();
            nanos[calls++] = after - now;
            now = after;
        }
        return calls;
    }
}
