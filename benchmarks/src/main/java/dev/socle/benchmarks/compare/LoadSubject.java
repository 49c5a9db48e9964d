package dev.socle.benchmarks.compare;

import dev.socle.benchmarks.compare.report.Figure;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A server and a client whose load runs for a window in each round. */
final class LoadSubject extends Subject {

    private static final double STEADY = 0.05;
    private static final Duration LOOK_EACH = Duration.ofSeconds(1);
    /** After the start of a load, before it is looked at. */
    private static final Duration RAMP = Duration.ofMillis(200);

    private static final Duration WIRE_TIME = Duration.ofMillis(300);

    private final Fork server;
    private final Fork client;

    LoadSubject(Scenario scenario, Peer peer, List<String> flags, double callsPerSecond) throws IOException {
        super(scenario, peer, flags);
        server = server();
        client = client(callsPerSecond);
        server.tell("serve");
    }

    @Override
    void prepare(Pace pace) throws IOException, InterruptedException {
        int port = Integer.parseInt(server.answer());
        if (peer.isRelayable()) {
            countWireBytes(port);
        }
        client.ask("connect " + port);
        if (scenario.isSlow()) {
            rehearse(pace);
        } else {
            client.ask("start");
            runUntilSteady(pace);
            client.ask("stop");
        }
        if (scenario.isOnOneCpu()) {
            server.bindToOneCpu();
            client.bindToOneCpu();
        }
    }

    @Override
    Map<Figure, Double> measure(Pace pace) throws InterruptedException {
        client.ask("start");
        Thread.sleep(RAMP.toMillis());
        Sample server0 = server.sample();
        Sample client0 = client.sample();
        Thread.sleep(pace.window().toMillis());
        Sample client1 = client.sample();
        Sample server1 = server.sample();
        client.ask("stop");
        return figures(client0, client1, server0, server1);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    /** In a short run of its own, with all connections through a relay. */
    private void countWireBytes(int port) throws IOException, InterruptedException {
        try (Relay relay = new Relay(port)) {
            client.ask("connect " + relay.port());
            long before = relay.bytes();
            client.ask("start");
            Thread.sleep(WIRE_TIME.toMillis());
            client.ask("stop");
            double calls = Math.max(1, client.sample().calls());
            add(Figure.WIRE_BYTES, (relay.bytes() - before) / calls);
            client.ask("close");
        }
    }

    /** Windows that do not count: what they begin and end with is compiled too, before one counts. */
    private void rehearse(Pace pace) throws InterruptedException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < pace.warmUpSlow().toNanos()) {
            measure(pace);
        }
    }

    /** Until three looks in a row differ by less than 5 %, within the times of the pace. */
    private void runUntilSteady(Pace pace) throws InterruptedException {
        long begun = System.nanoTime();
        long passed = 0;
        double last = 0;
        double beforeLast = 0;
        boolean isSteady = false;
        Sample before = client.sample();
        while (passed < pace.warmUpMin().toNanos()
                || (!isSteady && passed < pace.warmUpMax().toNanos())) {
            Thread.sleep(LOOK_EACH.toMillis());
            Sample now = client.sample();
            double rate = rate(before, now);
            double most = Math.max(rate, Math.max(last, beforeLast));
            isSteady = most - Math.min(rate, Math.min(last, beforeLast)) < STEADY * most;
            beforeLast = last;
            last = rate;
            before = now;
            passed = System.nanoTime() - begun;
        }
    }

    private Map<Figure, Double> figures(Sample client0, Sample client1, Sample server0, Sample server1) {
        double calls = client1.calls() - client0.calls();
        if (calls == 0) {
            throw new RunFailure("no call of " + peer + " was answered in a window of scenario " + scenario);
        }
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.RATE, rate(client0, client1));
        figures.put(Figure.CLIENT_CPU, (client1.cpuNanos() - client0.cpuNanos()) / 1e3 / calls);
        figures.put(Figure.SERVER_CPU, (server1.cpuNanos() - server0.cpuNanos()) / 1e3 / calls);
        figures.put(Figure.CLIENT_BYTES, (client1.allocatedBytes() - client0.allocatedBytes()) / calls);
        figures.put(Figure.SERVER_BYTES, (server1.allocatedBytes() - server0.allocatedBytes()) / calls);
        if (scenario.isTimed()) {
            figures.put(Figure.P50, client1.p50Nanos() / 1e3);
            figures.put(Figure.P99, client1.p99Nanos() / 1e3);
            figures.put(Figure.P999, client1.p999Nanos() / 1e3);
        }
        return figures;
    }

    private static double rate(Sample from, Sample to) {
        return (to.calls() - from.calls()) * 1e9 / (to.nanos() - from.nanos());
    }
}
