package dev.socle.benchmarks.compare;

import dev.socle.benchmarks.compare.report.Figure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Opens thousands of connections and looks at what the server's heap holds then. */
final class SetUpSubject extends Subject {

    private static final int CONNECTIONS = 5_000;
    private static final int WARM_UP = 500;
    private static final Duration SETTLE = Duration.ofMillis(500);

    private final Fork server;
    private final Fork client;
    private int port;

    SetUpSubject(Scenario scenario, Peer peer, List<String> flags) throws IOException {
        super(scenario, peer, flags);
        server = server();
        client = client(0);
        server.tell("serve");
    }

    @Override
    void prepare(Pace pace) throws InterruptedException {
        port = Integer.parseInt(server.answer());
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < pace.warmUpMin().toNanos()) {
            client.ask("open " + port + " " + WARM_UP);
            client.ask("close");
        }
        Thread.sleep(SETTLE.toMillis());
    }

    @Override
    Map<Figure, Double> measure(Pace pace) throws InterruptedException {
        long heapBefore = Long.parseLong(server.ask("heap"));
        long nanos = Long.parseLong(client.ask("open " + port + " " + CONNECTIONS));
        Thread.sleep(SETTLE.toMillis());
        long heapAfter = Long.parseLong(server.ask("heap"));
        client.ask("close");
        Thread.sleep(SETTLE.toMillis());
        return Map.of(
                Figure.RATE, CONNECTIONS * 1e9 / nanos, Figure.HEAP, (double) (heapAfter - heapBefore) / CONNECTIONS);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
