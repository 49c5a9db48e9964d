package dev.socle.examples.ladder;

import dev.socle.examples.ladder.step.Sockets;
import dev.socle.transport.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Something that listens where a server of a step should be, and is none. */
final class BadPeer implements AutoCloseable {

    /** What it does when the first bytes of a client have come. */
    enum Habit {
        /** Nothing, and it stays. */
        IS_SILENT,
        /** It goes away. */
        GOES_AWAY,
        /** It answers, in another protocol. */
        SPEAKS_HTTP
    }

    private static final byte[] HTTP =
            "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Habit habit;
    private final Address address;
    private final AutoCloseable socket;

    /** Listens like a server that would listen there. */
    BadPeer(Address at, Habit habit) throws IOException {
        this.habit = habit;
        switch (at.scheme()) {
            case "udp", "quic" -> {
                DatagramChannel datagrams = DatagramChannel.open().bind(new InetSocketAddress(at.host(), 0));
                address = at.withPort(((InetSocketAddress) datagrams.getLocalAddress()).getPort());
                socket = datagrams;
                start(() -> receive(datagrams));
            }
            default -> {
                ServerSocketChannel listener = Sockets.listen(at);
                address = Sockets.bound(at, listener);
                socket = () -> Sockets.close(address, listener);
                start(() -> accept(listener));
            }
        }
    }

    Address address() {
        return address;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (Exception e) {
            System.err.println("cannot close " + address + ": " + e.getMessage());
        }
    }

    private void receive(DatagramChannel datagrams) {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        try {
            while (true) {
                SocketAddress client = datagrams.receive(buffer.clear());
                if (habit == Habit.GOES_AWAY) {
                    datagrams.close();
                } else if (habit == Habit.SPEAKS_HTTP) {
                    datagrams.send(ByteBuffer.wrap(HTTP), client);
                }
            }
        } catch (IOException closed) {
            // as it should be
        }
    }

    private void accept(ServerSocketChannel listener) {
        try {
            while (true) {
                SocketChannel client = listener.accept();
                start(() -> serve(client));
            }
        } catch (IOException closed) {
            // as it should be
        }
    }

    private void serve(SocketChannel client) {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        try (client) {
            while (client.read(buffer.clear()) >= 0 && habit != Habit.GOES_AWAY) {
                if (habit == Habit.SPEAKS_HTTP) {
                    client.write(ByteBuffer.wrap(HTTP));
                }
            }
        } catch (IOException gone) {
            // the client has had enough
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "ladder-bad-peer");
        thread.setDaemon(true);
        thread.start();
    }
}
