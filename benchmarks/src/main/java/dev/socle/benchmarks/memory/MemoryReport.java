package dev.socle.benchmarks.memory;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Measures what idle connections and open streams hold on either side, server and client in processes of their own, and prints
 * it as Markdown. After a build:
 *
 * <pre>{@code
 * java -cp benchmarks/target/classes:$(cat benchmarks/target/class-path) dev.socle.benchmarks.memory.MemoryReport
 * }</pre>
 *
 * <p><b>Limits:</b> a descriptor for each connection on each side ({@code ulimit -n 10500} for 10,000), 2 GiB of memory.
 */
public final class MemoryReport {

    private static final int FEW = 1_000;
    private static final int MANY = 10_000;
    private static final int FIRST = 100;
    private static final int STREAM_CONNECTIONS = 100;
    private static final int STREAMS = 1_000_000;
    /** What a process has open beside its connections. */
    private static final int OTHER_DESCRIPTORS = 200;

    private MemoryReport() {}

    /** Runs it; takes about a minute. */
    public static void main(String[] args) throws Exception {
        System.out.println("| one of | server heap | server direct | client heap | client direct |");
        System.out.println("|---|---|---|---|---|");
        StringBuilder parts = new StringBuilder();
        boolean isEnough = descriptorsMax() >= MANY + OTHER_DESCRIPTORS;
        if (!isEnough) {
            System.err.printf(
                    "%,d connections instead of %,d: `ulimit -n` is %d, not %d%n",
                    FEW, MANY, descriptorsMax(), MANY + OTHER_DESCRIPTORS);
        }
        connections(isEnough ? MANY : FEW, parts);
        streams(parts);
        System.out.println(parts);
    }

    private static void connections(int count, StringBuilder parts) throws Exception {
        try (Pair pair = new Pair()) {
            pair.connect(FIRST); // what is made once
            Used server = pair.server.used();
            Used client = pair.client.used();
            Histogram serverObjects = pair.server.histogram();
            Histogram clientObjects = pair.client.histogram();
            pair.connect(count);
            row(count, "idle connections", pair, server, client);
            parts.append(pair.server.histogram().since(serverObjects).toMarkdown("idle connection, server", count));
            parts.append(pair.client.histogram().since(clientObjects).toMarkdown("idle connection, client", count));
        }
    }

    private static void streams(StringBuilder parts) throws Exception {
        try (Pair pair = new Pair()) {
            pair.connect(STREAM_CONNECTIONS);
            pair.open(STREAM_CONNECTIONS); // what a connection makes for its first stream
            Used server = pair.server.used();
            Used client = pair.client.used();
            Histogram serverObjects = pair.server.histogram();
            Histogram clientObjects = pair.client.histogram();
            pair.open(STREAMS);
            row(STREAMS, "unanswered requests", pair, server, client);
            parts.append(pair.server.histogram().since(serverObjects).toMarkdown("open stream, server", STREAMS));
            parts.append(pair.client.histogram().since(clientObjects).toMarkdown("pending request, client", STREAMS));
        }
    }

    private static void row(int count, String what, Pair pair, Used serverBefore, Used clientBefore) {
        Used server = pair.server.used().since(serverBefore);
        Used client = pair.client.used().since(clientBefore);
        System.out.printf(
                Locale.ROOT,
                "| %,d %s | %,d B | %,d B | %,d B | %,d B |%n",
                count,
                what,
                server.heapBytes() / count,
                server.directBytes() / count,
                client.heapBytes() / count,
                client.directBytes() / count);
    }

    private static long descriptorsMax() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    /** A server and a client process. */
    private static final class Pair implements AutoCloseable {

        private final Side server = new Side(IdleServer.class);
        private final Side client = new Side(IdleClient.class);
        private final String port;
        private int connections;
        private int streams;

        private Pair() throws Exception {
            port = server.ask("serve");
        }

        private void connect(int more) throws Exception {
            client.ask("connect " + port + " " + more);
            connections += more;
            awaitServer("accepted", connections);
        }

        private void open(int more) throws Exception {
            client.ask("open " + more);
            streams += more;
            awaitServer("streams", streams);
        }

        private void awaitServer(String what, int count) throws Exception {
            while (Integer.parseInt(server.ask(what)) < count) {
                Thread.sleep(50);
            }
        }

        @Override
        public void close() {
            client.close();
            server.close();
        }
    }
}
