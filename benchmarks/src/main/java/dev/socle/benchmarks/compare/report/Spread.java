package dev.socle.benchmarks.compare.report;

import java.util.List;

/**
 * What the rounds gave for one figure.
 *
 * @param rounds one value for each, in their order; at least one
 */
public record Spread(double median, double min, double max, List<Double> rounds) {

    public Spread {
        rounds = List.copyOf(rounds);
    }

    /** Of one value or more. */
    public static Spread of(List<Double> rounds) {
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("rounds: none (expected: at least one)");
        }
        List<Double> sorted = rounds.stream().sorted().toList();
        int last = sorted.size() - 1;
        double median = (sorted.get(last / 2) + sorted.get((last + 1) / 2)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(last), rounds);
    }
}
