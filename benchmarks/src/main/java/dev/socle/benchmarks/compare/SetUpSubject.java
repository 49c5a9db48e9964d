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
    private static final Duration WINDOW_MIN = Duration.ofSeconds(1);
    private static final Duration SETTLE = Duration.ofMillis(300);

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
        while (System.nanoTime() - begun < pace.warmUpSetUp().toNanos()) {
            open(WARM_UP);
            client.ask("close");
        }
        Thread.sleep(SETTLE.toMillis());
    }

    /** As often as it takes for a window that is long enough; what the heap holds is of the last time. */
    @Override
    Map<Figure, Double> measure(Pace pace) throws InterruptedException {
        long heapBefore = heapBytes();
        double opened = 0;
        double nanos = 0;
        double clientCpuNanos = 0;
        double serverCpuNanos = 0;
        while (true) {
            Sample client0 = client.sample();
            Sample server0 = server.sample();
            nanos += open(CONNECTIONS);
            clientCpuNanos += client.sample().cpuNanos() - client0.cpuNanos();
            serverCpuNanos += server.sample().cpuNanos() - server0.cpuNanos();
            opened += CONNECTIONS;
            if (nanos >= WINDOW_MIN.toNanos()) {
                break;
            }
            closeAll();
        }
        Thread.sleep(SETTLE.toMillis());
        double heapBytes = heapBytes() - heapBefore;
        closeAll();
        return Map.of(
                Figure.RATE, opened * 1e9 / nanos,
                Figure.CLIENT_CPU, clientCpuNanos / 1e3 / opened,
                Figure.SERVER_CPU, serverCpuNanos / 1e3 / opened,
                Figure.HEAP, heapBytes / CONNECTIONS);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    /** How many nanoseconds it took. */
    private long open(int connections) {
        return Long.parseLong(client.ask("open " + port + " " + connections));
    }

    private void closeAll() throws InterruptedException {
        client.ask("close");
        Thread.sleep(SETTLE.toMillis());
    }

    private long heapBytes() {
        return Long.parseLong(server.ask("heap"));
    }
}
