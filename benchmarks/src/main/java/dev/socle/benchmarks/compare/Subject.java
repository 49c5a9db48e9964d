package dev.socle.benchmarks.compare;

import dev.socle.benchmarks.compare.report.Figure;
import dev.socle.benchmarks.compare.report.Result.Row;
import dev.socle.benchmarks.compare.report.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One contestant in one scenario, with its processes: made ready once, measured once a round, idle between. */
abstract class Subject implements AutoCloseable {

    final Scenario scenario;
    final Peer peer;
    private final List<String> flags;
    private final Map<Figure, List<Double>> figures = new EnumMap<>(Figure.class);

    Subject(Scenario scenario, Peer peer, List<String> flags) {
        this.scenario = scenario;
        this.peer = peer;
        this.flags = flags;
    }

    /**
     * One whose processes have been started.
     *
     * @param flags of their JVMs
     * @param callsPerSecond for a scenario that is paced
     */
    static Subject of(Scenario scenario, Peer peer, List<String> flags, double callsPerSecond) throws IOException {
        return switch (scenario) {
            case SET_UP -> new SetUpSubject(scenario, peer, flags);
            case START_UP -> new StartUpSubject(scenario, peer, flags);
            default -> new LoadSubject(scenario, peer, flags, callsPerSecond);
        };
    }

    /** Waits for its processes and warms them up. */
    abstract void prepare(Pace pace) throws IOException, InterruptedException;

    /** What one window gives; the next may be the same again. */
    abstract Map<Figure, Double> measure(Pace pace) throws IOException, InterruptedException;

    @Override
    public abstract void close();

    final Fork server() throws IOException {
        return new Fork("the server of " + peer + " in scenario " + scenario, flags, peer.contestant.getName());
    }

    final Fork client(double callsPerSecond) throws IOException {
        return new Fork(
                "the client of " + peer + " in scenario " + scenario,
                flags,
                peer.contestant.getName(),
                scenario.name(),
                Double.toString(callsPerSecond));
    }

    /** Keeps what a window gave. */
    final void add(Map<Figure, Double> window) {
        window.forEach(this::add);
    }

    final void add(Figure figure, double value) {
        figures.computeIfAbsent(figure, first -> new ArrayList<>()).add(value);
    }

    /** What all rounds gave. */
    final Row row() {
        Map<Figure, Spread> spreads = new EnumMap<>(Figure.class);
        figures.forEach((figure, values) -> spreads.put(figure, Spread.of(values)));
        return new Row(peer.label, spreads);
    }
}
