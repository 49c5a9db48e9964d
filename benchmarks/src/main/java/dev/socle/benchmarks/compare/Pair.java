package dev.socle.benchmarks.compare;

import dev.socle.benchmarks.compare.report.Figure;
import dev.socle.benchmarks.compare.report.Result.Row;
import dev.socle.benchmarks.compare.report.Spread;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The server and the client of one contestant in one scenario, each in its process. Idle, they cost nothing. */
final class Pair implements AutoCloseable {

    private static final double STEADY = 0.05;
    /** After the start of a load, before it is looked at. */
    private static final long RAMP_MILLIS = 200;

    final Peer peer;
    private final Fork server;
    private final Fork client;
    private final Map<Figure, List<Double>> figures = new EnumMap<>(Figure.class);
    private int port;

    /** Starts both; {@link #serve} waits for them. */
    Pair(Scenario scenario, Peer peer, String transport, double callsPerSecond) throws IOException {
        this.peer = peer;
        String where = " of " + peer.label + " in scenario " + scenario.label;
        String type = peer.contestant.getName();
        server = new Fork("the server" + where, scenario.isOnOneCpu(), transport, type);
        client = new Fork(
                "the client" + where,
                scenario.isOnOneCpu(),
                transport,
                type,
                scenario.name(),
                Double.toString(callsPerSecond));
        server.tell("serve");
    }

    void serve() {
        port = Integer.parseInt(server.answer());
    }

    /** Counts the bytes on the wire, both ways, in a short run of their own; then connects for the rest. */
    void countWireBytes(Duration time) throws IOException, InterruptedException {
        try (Relay relay = new Relay(port)) {
            client.ask("connect " + relay.port());
            long before = relay.bytes();
            client.ask("start");
            Thread.sleep(time.toMillis());
            Sample after = Sample.parse(client.ask("stop"));
            long bytes = relay.bytes() - before;
            connect();
            add(Figure.WIRE_BYTES, (double) bytes / Math.max(1, after.calls()));
        }
    }

    void connect() {
        client.ask("connect " + port);
    }

    /** Runs the load until its rate is steady: two differences in a row of less than 5 %, but not longer than the most. */
    void warmUp(Duration least, Duration most) throws InterruptedException {
        client.ask("start");
        long begun = System.nanoTime();
        double last = 0;
        double beforeLast = 0;
        Sample before = client.sample();
        boolean isSteady = false;
        long passed = 0;
        while (passed < least.toNanos() || (!isSteady && passed < most.toNanos())) {
            Thread.sleep(Math.min(1_000, least.toMillis()));
            Sample now = client.sample();
            double rate = rate(before, now);
            double high = Math.max(rate, Math.max(last, beforeLast));
            isSteady = high - Math.min(rate, Math.min(last, beforeLast)) < STEADY * high;
            beforeLast = last;
            last = rate;
            before = now;
            passed = System.nanoTime() - begun;
        }
        client.ask("stop");
    }

    /** Runs the load and measures a window of it; the calls a second. */
    double measure(Duration window) throws InterruptedException {
        client.ask("start");
        Thread.sleep(RAMP_MILLIS);
        Sample server0 = server.sample();
        Sample client0 = client.sample();
        Thread.sleep(window.toMillis());
        Sample client1 = client.sample();
        Sample server1 = server.sample();
        client.ask("stop");
        add(client0, client1, server0, server1);
        return rate(client0, client1);
    }

    /** What all rounds gave. */
    Row row() {
        Map<Figure, Spread> spreads = new EnumMap<>(Figure.class);
        figures.forEach((figure, values) -> spreads.put(figure, Spread.of(values)));
        return new Row(peer.label, spreads);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    private void add(Sample client0, Sample client1, Sample server0, Sample server1) {
        double calls = client1.calls() - client0.calls();
        if (calls == 0) {
            throw new RunFailure("no call of " + peer.label + " was answered in the window");
        }
        add(Figure.RATE, rate(client0, client1));
        add(Figure.CLIENT_CPU, (client1.cpuNanos() - client0.cpuNanos()) / 1e3 / calls);
        add(Figure.SERVER_CPU, (server1.cpuNanos() - server0.cpuNanos()) / 1e3 / calls);
        add(Figure.CLIENT_BYTES, (client1.allocatedBytes() - client0.allocatedBytes()) / calls);
        add(Figure.SERVER_BYTES, (server1.allocatedBytes() - server0.allocatedBytes()) / calls);
        if (client1.p50Nanos() > 0) {
            add(Figure.P50, client1.p50Nanos() / 1e3);
            add(Figure.P99, client1.p99Nanos() / 1e3);
            add(Figure.P999, client1.p999Nanos() / 1e3);
        }
    }

    private void add(Figure figure, double value) {
        figures.computeIfAbsent(figure, first -> new ArrayList<>()).add(value);
    }

    private static double rate(Sample from, Sample to) {
        return (to.calls() - from.calls()) * 1e9 / (to.nanos() - from.nanos());
    }
}
