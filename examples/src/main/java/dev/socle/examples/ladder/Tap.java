package dev.socle.examples.ladder;

import dev.socle.transport.Address;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A relay in front of a server, which remembers what goes over the wire. */
abstract class Tap implements AutoCloseable {

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    /** A relay to that server; clients connect to {@link #address} instead. */
    static Tap to(Address server) throws IOException {
        return switch (server.scheme()) {
            case "udp", "quic" -> new DatagramTap(server);
            default -> new StreamTap(server);
        };
    }

    /** Where the relay listens. */
    abstract Address address();

    @Override
    public abstract void close();

    /** What clients have sent so far. */
    byte[] sent() {
        return copy(sent);
    }

    /** What the server has sent so far. */
    byte[] received() {
        return copy(received);
    }

    final void record(boolean isFromClient, byte[] bytes, int length) {
        ByteArrayOutputStream record = isFromClient ? sent : received;
        synchronized (record) {
            record.write(bytes, 0, length);
        }
    }

    final void start(Runnable work) {
        Thread thread = new Thread(work, "ladder-tap");
        thread.setDaemon(true);
        thread.start();
    }

    private static byte[] copy(ByteArrayOutputStream record) {
        synchronized (record) {
            return record.toByteArray();
        }
    }
}
