package dev.socle.transport.channel;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.kqueue.KQueueDatagramChannel;
import io.netty.channel.kqueue.KQueueDomainSocketChannel;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueServerDomainSocketChannel;
import io.netty.channel.kqueue.KQueueServerSocketChannel;
import io.netty.channel.kqueue.KQueueSocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;

/**
 * macOS and BSD: readiness by kqueue. Unix sockets for datagrams and half-close have not been tried with it, and are not
 * offered.
 */
final class KqueueSockets implements EngineSockets {

    @Override
    public IoHandlerFactory ioHandlers() {
        return KQueueIoHandler.newFactory();
    }

    @Override
    public Channel newSocket() {
        return new KQueueSocketChannel();
    }

    @Override
    public Channel newServerSocket() {
        return new KQueueServerSocketChannel();
    }

    @Override
    public Channel newDatagramSocket(SocketProtocolFamily family) {
        if (family == SocketProtocolFamily.UNIX) {
            throw new UnsupportedOperationException("kqueue offers no Unix sockets for datagrams");
        }
        return new KQueueDatagramChannel(family);
    }

    @Override
    public Channel newUnixSocket() {
        return new KQueueDomainSocketChannel();
    }

    @Override
    public ServerChannel newServerUnixSocket() {
        return new KQueueServerDomainSocketChannel();
    }
}
