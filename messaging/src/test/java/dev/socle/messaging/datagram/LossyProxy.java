package dev.socle.messaging.datagram;

import dev.socle.transport.Address;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Stands between one client and one server, on real sockets, and loses, doubles and delays datagrams of both directions
 * by a seed.
 */
final class LossyProxy implements AutoCloseable {

    private final Random random;
    private final double loss;
    private final double duplication;
    private final double reordering;
    private final DatagramSocket front;
    private final DatagramSocket back;
    private final SocketAddress server;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private volatile SocketAddress client;

    LossyProxy(Address server, long seed, double loss, double duplication, double reordering) throws IOException {
        this.server = new InetSocketAddress(server.host(), server.port());
        this.random = new Random(seed);
        this.loss = loss;
        this.duplication = duplication;
        this.reordering = reordering;
        this.front = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        this.back = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        start("front", front);
        start("back", back);
    }

    Address address() {
        return Address.of("udp", "127.0.0.1", front.getLocalPort());
    }

    @Override
    public void close() {
        front.close();
        back.close();
        later.shutdownNow();
    }

    private void start(String name, DatagramSocket from) {
        Thread thread = new Thread(() -> pump(from), "lossy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void pump(DatagramSocket from) {
        byte[] space = new byte[65_536];
        try {
            while (true) {
                DatagramPacket received = new DatagramPacket(space, space.length);
                from.receive(received);
                if (from == front) {
                    client = received.getSocketAddress();
                }
                pass(from, Arrays.copyOf(space, received.getLength()));
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private synchronized void pass(DatagramSocket from, byte[] bytes) {
        int copies = random.nextDouble() < loss ? 0 : random.nextDouble() < duplication ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            if (random.nextDouble() < reordering) {
                later.schedule(() -> forward(from, bytes), 1 + random.nextInt(30), TimeUnit.MILLISECONDS);
            } else {
                forward(from, bytes);
            }
        }
    }

    private void forward(DatagramSocket from, byte[] bytes) {
        try {
            if (from == front) {
                back.send(new DatagramPacket(bytes, bytes.length, server));
            } else if (client != null) {
                front.send(new DatagramPacket(bytes, bytes.length, client));
            }
        } catch (IOException closed) {
            // a loss like any other
        }
    }
}
