package dev.socle.messaging.datagram;

import dev.socle.messaging.codec.Metadata;
import dev.socle.messaging.codec.MimeType;
import dev.socle.transport.Address;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Speaks datagrams by hand, as a client or as a server, as it should and as it should not. */
final class RawEnd implements AutoCloseable {

    private final DatagramSocket socket;
    private SocketAddress other;
    private int bytesSent;
    private int bytesReceived;

    RawEnd(int port) throws IOException {
        socket = new DatagramSocket(port, InetAddress.getLoopbackAddress());
    }

    /** A client of a server. */
    static RawEnd to(Address server) throws IOException {
        RawEnd end = new RawEnd(0);
        end.other = new InetSocketAddress(server.host(), server.port());
        return end;
    }

    Address address() {
        return Address.of("udp", "127.0.0.1", socket.getLocalPort());
    }

    int bytesSent() {
        return bytesSent;
    }

    int bytesReceived() {
        return bytesReceived;
    }

    void send(byte[] datagram) throws IOException {
        bytesSent += datagram.length;
        socket.send(new DatagramPacket(datagram, datagram.length, other));
    }

    void sendTo(Address address, byte[] datagram) throws IOException {
        other = new InetSocketAddress(address.host(), address.port());
        send(datagram);
    }

    /** The next datagram, or null when none comes within a time; it is answered from now on. */
    ByteBuf receive(int millis) throws IOException {
        socket.setSoTimeout(millis);
        DatagramPacket received = new DatagramPacket(new byte[65_536], 65_536);
        try {
            socket.receive(received);
        } catch (SocketTimeoutException none) {
            return null;
        }
        other = received.getSocketAddress();
        bytesReceived += received.getLength();
        return Unpooled.wrappedBuffer(Arrays.copyOf(received.getData(), received.getLength()));
    }

    ByteBuf receive() throws IOException {
        ByteBuf datagram = receive(20_000);
        if (datagram == null) {
            throw new AssertionError("no datagram came");
        }
        return datagram;
    }

    /** Asks for a proof: the CHALLENGE. */
    ByteBuf challenge() throws IOException {
        send(hello(1));
        return receive();
    }

    static byte[] hello(long operation) {
        ByteBuf out = Unpooled.buffer();
        Layout.writeHeader(out, Layout.HELLO, operation, 0).writeZero(Layout.REQUEST_BYTES_MIN - Layout.HEADER_BYTES);
        return ByteBufUtil.getBytes(out);
    }

    /** A request to a route with a number; the challenge is null for one without a proof. */
    static byte[] request(int kind, long operation, ByteBuf challenge, String route, long number) {
        ByteBuf out = Unpooled.buffer();
        if (challenge == null) {
            Layout.writeHeader(out, kind, operation, 0).writeZero(Layout.TOKEN_BYTES);
        } else {
            Layout.writeHeader(out, kind, operation, Layout.incarnation(challenge))
                    .writeBytes(challenge, Layout.TOKEN, Layout.TOKEN_BYTES);
        }
        byte[] metadata = Metadata.route(route).dataType(MimeType.JSON).toBytes();
        out.writeShort(metadata.length).writeBytes(metadata);
        out.writeBytes(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
        return ByteBufUtil.getBytes(out);
    }

    /** A header and what follows it. */
    static byte[] datagram(int kind, long operation, long incarnation, byte[] rest) {
        ByteBuf out = Unpooled.buffer();
        Layout.writeHeader(out, kind, operation, incarnation).writeBytes(rest);
        return ByteBufUtil.getBytes(out);
    }

    @Override
    public void close() {
        socket.close();
    }
}
