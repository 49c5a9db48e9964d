package dev.socle.examples.ladder.datagram;

import dev.socle.examples.ladder.step.Greeter;
import dev.socle.transport.Address;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** One datagram out, one back, or none: it waits for a second, and cannot tell which of the two was lost. */
final class DatagramGreeter implements Greeter {

    static final int BYTES_MAX = 1_200;

    private static final int WAIT_MILLIS = 1_000;

    private final DatagramSocket socket = new DatagramSocket();

    /** Connecting a datagram socket sends nothing: the system then drops what others send, and tells of a closed port. */
    DatagramGreeter(Address server) throws IOException {
        socket.connect(new InetSocketAddress(server.host(), server.port()));
        socket.setSoTimeout(WAIT_MILLIS);
    }

    @Override
    public String greet(String name) throws IOException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > BYTES_MAX) {
            throw new IOException("datagram of " + bytes.length + " bytes (expected: at most " + BYTES_MAX
                    + ", which every path carries in one piece)");
        }
        socket.send(new DatagramPacket(bytes, bytes.length));
        DatagramPacket answer = new DatagramPacket(new byte[BYTES_MAX], BYTES_MAX);
        socket.receive(answer);
        return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        socket.close();
    }
}
