package dev.socle.transport.channel;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;

/**
 * What an {@link Engine} makes: handlers for event loops, and sockets that may be registered with those loops only.
 *
 * <p><b>Ownership:</b> who has a socket made closes it.
 */
interface EngineSockets {

    IoHandlerFactory ioHandlers();

    Channel newSocket();

    Channel newServerSocket();

    /**
     * A socket for datagrams.
     *
     * <p><b>Errors:</b> {@link UnsupportedOperationException} for Unix sockets, where {@link #hasUnixDatagrams} says no.
     */
    Channel newDatagramSocket(SocketProtocolFamily family);

    Channel newUnixSocket();

    ServerChannel newServerUnixSocket();

    default SocketAddress unixAddress(Path path) {
        return new DomainSocketAddress(path.toString());
    }

    /** Whether it says which process is at the other end of a Unix socket. */
    default boolean namesUnixPeers() {
        return true;
    }

    /** Whether it has Unix sockets for datagrams. */
    default boolean hasUnixDatagrams() {
        return false;
    }

    /** Whether output that has to wait still leaves after the input has ended. */
    default boolean hasHalfClose() {
        return false;
    }
}
