package dev.socle.examples.ladder;

import dev.socle.transport.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** The relay for datagrams of one client: the server sees them come from the relay's second socket. */
final class DatagramTap extends Tap {

    private static final int BYTES_MAX = 64 * 1024;

    private final Address address;
    private final DatagramChannel front;
    private final DatagramChannel back;
    private volatile SocketAddress client;

    DatagramTap(Address server) throws IOException {
        front = DatagramChannel.open().bind(new InetSocketAddress(server.host(), 0));
        back = DatagramChannel.open().connect(new InetSocketAddress(server.host(), server.port()));
        client = front.getLocalAddress(); // until somebody comes
        address = server.withPort(((InetSocketAddress) front.getLocalAddress()).getPort());
        start(this::forth);
        start(this::back);
    }

    @Override
    Address address() {
        return address;
    }

    @Override
    public void close() {
        try (front;
                back) {
            // both
        } catch (IOException e) {
            System.err.println("cannot close the tap: " + e.getMessage());
        }
    }

    private void forth() {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES_MAX);
        try {
            while (true) {
                client = front.receive(buffer);
                record(true, buffer.array(), buffer.position());
                back.write(buffer.flip());
                buffer.clear();
            }
        } catch (IOException closed) {
            // the tap is done
        }
    }

    private void back() {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES_MAX);
        try {
            while (true) {
                back.read(buffer);
                record(false, buffer.array(), buffer.position());
                front.send(buffer.flip(), client);
                buffer.clear();
            }
        } catch (IOException closed) {
            // the tap is done
        }
    }
}
