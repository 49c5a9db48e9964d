package dev.socle.messaging.frame;

import java.util.Random;

/** Where a random run starts: anew each time, or where {@code -Dsocle.seed} says. */
public final class Seed {

    private Seed() {}

    /** A source of numbers whose seed is printed. */
    public static Random random(String run) {
        long seed = Long.getLong("socle.seed", System.nanoTime());
        System.out.println(run + ": -Dsocle.seed=" + seed);
        return new Random(seed);
    }
}
