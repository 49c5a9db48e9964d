package dev.socle.benchmarks.compare;

import dev.socle.benchmarks.compare.report.Figure;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Starts a server, then a client, and waits for one answer. */
final class StartUpSubject extends Subject {

    StartUpSubject(Scenario scenario, Peer peer, List<String> flags) {
        super(scenario, peer, flags);
    }

    @Override
    void prepare(Pace pace) throws IOException {
        start(); // once unseen: the files are in the system's cache then
    }

    @Override
    Map<Figure, Double> measure(Pace pace) throws IOException {
        return Map.of(Figure.MILLIS, start() / 1e6);
    }

    @Override
    public void close() {
        // Nothing lives between rounds.
    }

    /** How many nanoseconds it takes. */
    private long start() throws IOException {
        long begun = System.nanoTime();
        try (Fork server = server()) {
            String port = server.ask("serve");
            try (Fork client = client(0)) {
                client.ask("connect " + port);
                client.ask("start");
                client.ask("stop"); // when the one that is in flight has its answer
                return System.nanoTime() - begun;
            }
        }
    }
}
