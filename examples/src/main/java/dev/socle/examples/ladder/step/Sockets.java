package dev.socle.examples.ladder.step;

import dev.socle.transport.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plain stream sockets of both families: AF_INET, a host and a port, and AF_UNIX, a path. */
public final class Sockets {

    private Sockets() {}

    /** The address as the system wants it. */
    public static SocketAddress of(Address address) {
        return isUnix(address)
                ? UnixDomainSocketAddress.of(address.path())
                : new InetSocketAddress(address.host(), address.port());
    }

    /** Calls {@code socket} and {@code connect}; the channel blocks. */
    public static SocketChannel connect(Address to) throws IOException {
        return SocketChannel.open(of(to));
    }

    /** Calls {@code socket}, {@code bind} and {@code listen}; the channel blocks. */
    public static ServerSocketChannel listen(Address at) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(family(at));
        try {
            server.bind(of(at));
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The address at which a server listens, with the port that the system chose. */
    public static Address bound(Address asked, ServerSocketChannel server) throws IOException {
        return server.getLocalAddress() instanceof InetSocketAddress inet ? asked.withPort(inet.getPort()) : asked;
    }

    /** Closes the server, and removes the file of a Unix socket, which the system leaves behind. */
    public static void close(Address at, ServerSocketChannel server) {
        try {
            server.close();
            if (isUnix(at)) {
                Files.deleteIfExists(Path.of(at.path()));
            }
        } catch (IOException e) {
            System.err.println("cannot close " + at + ": " + e.getMessage());
        }
    }

    private static ProtocolFamily family(Address address) {
        return isUnix(address) ? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET;
    }

    private static boolean isUnix(Address address) {
        return address.scheme().equals("unix");
    }
}
