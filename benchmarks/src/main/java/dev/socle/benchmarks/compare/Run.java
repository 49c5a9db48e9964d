package dev.socle.benchmarks.compare;

import dev.socle.benchmarks.compare.report.Figure;
import dev.socle.benchmarks.compare.report.Result;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs scenarios in rounds: the processes of all contestants live through a scenario, warm up once, and then each is measured
 * once a round while the others are idle, each round beginning with another one. A window in which the host took the
 * processors away is measured again, as long as there is time to spare.
 */
final class Run {

    private static final Set<Peer> SOCLE = Set.of(Peer.SOCLE, Peer.SOCLE_SERVICE);

    /** Of the processors' time; what a host takes comes in bursts of seconds, of a fifth or more. */
    private static final double STOLEN_MAX = 0.02;

    private final Set<Peer> peers;
    private final List<String> flags;
    private final PrintStream log;
    private final Map<Scenario, Double> rates = new EnumMap<>(Scenario.class);
    private long spareNanos;
    private int again;
    private int disturbed;

    /**
     * A run of these contestants.
     *
     * @param flags of all JVMs
     * @param log where it tells how it goes
     */
    Run(Set<Peer> peers, List<String> flags, PrintStream log) {
        this.peers = Set.copyOf(peers);
        this.flags = flags;
        this.log = log;
    }

    /** What the scenario gives; a result without rows when none of the contestants takes part. */
    Result measure(Scenario scenario, Pace pace) throws IOException, InterruptedException {
        return measure(scenario, pace, peers);
    }

    /** How many windows the host disturbed, for who reads the figures. */
    String disturbance() {
        return again + " windows in which the host took more than " + Math.round(100 * STOLEN_MAX)
                + " % of the processors' time were measured again, " + disturbed + " such windows count";
    }

    private Result measure(Scenario scenario, Pace pace, Set<Peer> wanted) throws IOException, InterruptedException {
        double callsPerSecond = pacedRate(scenario, pace);
        List<Subject> subjects = new ArrayList<>();
        try {
            for (Peer peer : scenario.peers()) {
                if (wanted.contains(peer)) {
                    subjects.add(Subject.of(scenario, peer, flags, callsPerSecond));
                }
            }
            rounds(scenario, pace, subjects);
        } finally {
            subjects.forEach(Subject::close);
        }
        String at = callsPerSecond == 0 ? "" : String.format(", %,.0f/s", callsPerSecond);
        Result result = new Result(
                scenario.label,
                scenario.title + at,
                scenario.main(),
                subjects.stream().map(Subject::row).toList());
        for (Peer socle : SOCLE) {
            result.spread(socle.label, Figure.RATE).ifPresent(rate -> rates.put(scenario, rate.median()));
        }
        return result;
    }

    private void rounds(Scenario scenario, Pace pace, List<Subject> subjects) throws IOException, InterruptedException {
        spareNanos = Math.max(0, spareNanos) + pace.spare().toNanos();
        for (Subject subject : subjects) {
            log.println(scenario + ", warm-up, " + subject.peer);
            subject.prepare(pace);
        }
        int rounds = scenario.isRestless() ? pace.roundsRestless() : pace.rounds();
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < subjects.size(); turn++) {
                Subject subject = subjects.get((round + turn) % subjects.size());
                log.println(scenario + ", round " + (round + 1) + ", " + subject.peer);
                window(subject, pace);
            }
        }
    }

    private void window(Subject subject, Pace pace) throws IOException, InterruptedException {
        while (true) {
            long begun = System.nanoTime();
            StolenTime before = StolenTime.now();
            Map<Figure, Double> window = subject.measure(pace);
            double stolen = StolenTime.now().shareSince(before);
            if (stolen <= STOLEN_MAX || spareNanos <= 0) {
                disturbed += stolen <= STOLEN_MAX ? 0 : 1;
                subject.add(window);
                return;
            }
            log.println(String.format("once more: the host took %.1f %% of the processors' time", 100 * stolen));
            again++;
            spareNanos -= System.nanoTime() - begun;
        }
    }

    /** Half of Socle's rate in the scenario that this one is based on, which is measured if it was not yet; 0 without one. */
    private double pacedRate(Scenario scenario, Pace pace) throws IOException, InterruptedException {
        Scenario basis = scenario.basis();
        if (basis == null) {
            return 0;
        }
        Double rate = rates.get(basis);
        if (rate == null) {
            measure(basis, pace, SOCLE);
            rate = rates.getOrDefault(basis, 0.0);
        }
        return rate / 2;
    }
}
