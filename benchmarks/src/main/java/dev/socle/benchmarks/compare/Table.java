package dev.socle.benchmarks.compare;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** The results as a Markdown table: medians over the rounds, with least and most where that matters. */
final class Table {

    private static final Peer BASE = Peer.RSOCKET_JAVA;

    private final StringBuilder text = new StringBuilder("""
            | scenario, contestant | per second: median (least to most) | ratio | CPU µs a call, client + server \
            | bytes a call, client + server | p50, p99 µs |
            |---|---|---|---|---|---|
            """);

    void add(Scenario scenario, Map<Peer, List<Measurement>> all) {
        text.append("| **").append(scenario.title).append("** | | | | | |\n");
        double base = median(Objects.requireNonNull(all.get(BASE)), Measurement::callsPerSecond);
        all.forEach((peer, rounds) -> text.append(row(peer, rounds, base)));
    }

    private static String row(Peer peer, List<Measurement> rounds, double base) {
        double rate = median(rounds, Measurement::callsPerSecond);
        double p50 = median(rounds, Measurement::p50Micros);
        String times =
                p50 == 0 ? "" : String.format(Locale.ROOT, "%.1f, %.1f", p50, median(rounds, Measurement::p99Micros));
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f (%,.0f to %,.0f) | %.2f | %.2f + %.2f | %.0f + %.0f | %s |%n",
                peer.label,
                rate,
                rounds.stream().mapToDouble(Measurement::callsPerSecond).min().orElseThrow(),
                rounds.stream().mapToDouble(Measurement::callsPerSecond).max().orElseThrow(),
                rate / base,
                median(rounds, Measurement::clientMicros),
                median(rounds, Measurement::serverMicros),
                median(rounds, Measurement::clientBytes),
                median(rounds, Measurement::serverBytes),
                times);
    }

    private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
