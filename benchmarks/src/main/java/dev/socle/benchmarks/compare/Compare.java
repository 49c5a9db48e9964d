package dev.socle.benchmarks.compare;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures all peers in all scenarios, in rounds: in each round everybody runs once, each time somebody else first.
 * Prints one table. Arguments: {@code --quick} for short windows, and names of scenarios for those only.
 */
public final class Compare {

    private static final int ROUNDS = 3;

    private Compare() {}

    /** Runs it. */
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean isQuick = List.of(args).contains("--quick");
        Duration warmUp = Duration.ofSeconds(isQuick ? 3 : 5);
        Duration window = Duration.ofSeconds(isQuick ? 2 : 5);
        Table table = new Table();
        for (Scenario scenario : Scenario.values()) {
            if (isWanted(scenario, args)) {
                table.add(scenario, measure(scenario, warmUp, window));
            }
        }
        System.out.print(table);
    }

    private static boolean isWanted(Scenario scenario, String[] args) {
        List<String> names = new ArrayList<>(List.of(args));
        names.remove("--quick");
        return names.isEmpty() || names.contains(scenario.name());
    }

    private static Map<Peer, List<Measurement>> measure(Scenario scenario, Duration warmUp, Duration window)
            throws IOException, InterruptedException {
        Map<Peer, List<Measurement>> all = new EnumMap<>(Peer.class);
        Peer[] peers = Peer.values();
        for (int round = 0; round < ROUNDS; round++) {
            for (int turn = 0; turn < peers.length; turn++) {
                Peer peer = peers[(round + turn) % peers.length];
                Measurement measurement = Measurement.take(peer, scenario, warmUp, window);
                all.computeIfAbsent(peer, first -> new ArrayList<>()).add(measurement);
                System.err.printf(
                        "%s, round %d, %s: %,.0f/s%n",
                        scenario.name(), round + 1, peer.label, measurement.callsPerSecond());
            }
        }
        return all;
    }
}
