package dev.socle.benchmarks.compare;

import dev.socle.benchmarks.compare.report.Result;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Runs scenarios in rounds: the processes of all contestants live through a scenario, warm up once, and then each is measured
 * once a round while the others are idle, each round beginning with another one.
 */
final class Run {

    private static final Duration WIRE_TIME = Duration.ofMillis(300);

    private final Pace pace;
    private final Set<Peer> peers;
    private final String transport;
    private final PrintStream log;

    /**
     * A run of these contestants.
     *
     * @param transport {@code epoll}, {@code nio}, or nothing for each contestant's own choice
     * @param log where it tells how it goes
     */
    Run(Pace pace, Set<Peer> peers, String transport, PrintStream log) {
        this.pace = pace;
        this.peers = Set.copyOf(peers);
        this.transport = transport;
        this.log = log;
    }

    Result measure(Scenario scenario) throws IOException, InterruptedException {
        List<Pair> pairs = new ArrayList<>();
        try {
            for (Peer peer : scenario.peers) {
                if (peers.contains(peer)) {
                    pairs.add(new Pair(scenario, peer, transport, 0));
                }
            }
            return measure(scenario, pairs);
        } finally {
            pairs.forEach(Pair::close);
        }
    }

    private Result measure(Scenario scenario, List<Pair> pairs) throws InterruptedException, IOException {
        for (Pair pair : pairs) {
            pair.serve();
            pair.countWireBytes(WIRE_TIME);
        }
        for (Pair pair : pairs) {
            pair.warmUp(pace.warmUpMin(), pace.warmUpMax());
        }
        for (int round = 0; round < pace.rounds(); round++) {
            for (int turn = 0; turn < pairs.size(); turn++) {
                Pair pair = pairs.get((round + turn) % pairs.size());
                double rate = pair.measure(pace.window());
                log.printf("%s, round %d, %s: %,.0f/s%n", scenario.label, round + 1, pair.peer, rate);
            }
        }
        return new Result(
                scenario.label,
                scenario.title,
                scenario.main(),
                pairs.stream().map(Pair::row).toList());
    }
}
