package dev.socle.benchmarks.compare;

import java.io.IOException;
import java.time.Duration;

/**
 * What one window gave.
 *
 * @param callsPerSecond answered calls, or items
 * @param clientMicros CPU time of the client for one call
 * @param serverMicros CPU time of the server for one call
 * @param clientBytes bytes that the client allocated for one call
 * @param serverBytes bytes that the server allocated for one call
 * @param p50Micros half of the calls took at most so long; 0 when they are not timed
 * @param p99Micros the same for 99 of 100
 */
record Measurement(
        double callsPerSecond,
        double clientMicros,
        double serverMicros,
        double clientBytes,
        double serverBytes,
        double p50Micros,
        double p99Micros) {

    private static final double STEADY = 0.05;
    private static final int WARM_UPS_MAX = 4;

    /**
     * Starts server and client, warms up for at least the time given, until three seconds in a row differ by less than
     * 5 % or it took four times as long, and measures one window.
     */
    static Measurement take(Peer peer, Scenario scenario, Duration warmUp, Duration window)
            throws IOException, InterruptedException {
        try (Fork server = new Fork(scenario.isOnOneCpu, peer.name())) {
            String port = server.readLine();
            try (Fork client = new Fork(scenario.isOnOneCpu, peer.name(), scenario.name(), port)) {
                warmUp(client, warmUp.toSeconds());
                Sample serverBefore = server.sample();
                Sample clientBefore = client.sample();
                Thread.sleep(window.toMillis());
                Sample clientAfter = client.sample();
                Sample serverAfter = server.sample();
                return between(clientBefore, clientAfter, serverBefore, serverAfter);
            }
        }
    }

    private static void warmUp(Fork client, long seconds) throws IOException, InterruptedException {
        double last = 0;
        double beforeLast = 0;
        Sample before = client.sample();
        for (int second = 1; second <= seconds * WARM_UPS_MAX; second++) {
            Thread.sleep(1_000);
            Sample now = client.sample();
            double rate = rate(before, now);
            double most = Math.max(rate, Math.max(last, beforeLast));
            double least = Math.min(rate, Math.min(last, beforeLast));
            if (second >= seconds && most - least < STEADY * most) {
                return;
            }
            beforeLast = last;
            last = rate;
            before = now;
        }
    }

    private static Measurement between(Sample client0, Sample client1, Sample server0, Sample server1) {
        double calls = client1.calls() - client0.calls();
        if (calls == 0) {
            throw new IllegalStateException("no call was answered in the window");
        }
        return new Measurement(
                rate(client0, client1),
                (client1.cpuNanos() - client0.cpuNanos()) / 1e3 / calls,
                (server1.cpuNanos() - server0.cpuNanos()) / 1e3 / calls,
                (client1.allocatedBytes() - client0.allocatedBytes()) / calls,
                (server1.allocatedBytes() - server0.allocatedBytes()) / calls,
                client1.p50Nanos() / 1e3,
                client1.p99Nanos() / 1e3);
    }

    private static double rate(Sample from, Sample to) {
        return (to.calls() - from.calls()) * 1e9 / (to.nanos() - from.nanos());
    }
}
