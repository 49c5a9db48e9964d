package dev.socle.examples.ladder.datagram;

import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.transport.Address;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/** One socket and one thread for all clients: there are no connections, so nothing is kept of anybody. */
final class DatagramServer implements GreetingServer {

    private final DatagramSocket socket;
    private final Address address;

    DatagramServer(Address at) throws IOException {
        socket = new DatagramSocket(at.port(), InetAddress.getByName(at.host()));
        address = at.withPort(socket.getLocalPort());
        Thread thread = new Thread(this::run, "ladder-datagram");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public void close() {
        socket.close();
    }

    private void run() {
        DatagramPacket packet = new DatagramPacket(new byte[DatagramGreeter.BYTES_MAX], DatagramGreeter.BYTES_MAX);
        while (!socket.isClosed()) {
            try {
                packet.setLength(DatagramGreeter.BYTES_MAX);
                socket.receive(packet);
                String name = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                byte[] answer = ("Hello, " + name + "!").getBytes(StandardCharsets.UTF_8);
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    System.err.println("datagram lost: " + e.getMessage());
                }
            }
        }
    }
}
