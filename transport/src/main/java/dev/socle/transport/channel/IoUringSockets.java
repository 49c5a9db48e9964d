package dev.socle.transport.channel;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerDomainSocketChannel;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;

/** Linux: completion by io_uring. Netty has no Unix sockets for datagrams with it. */
final class IoUringSockets implements EngineSockets {

    @Override
    public IoHandlerFactory ioHandlers() {
        return IoUringIoHandler.newFactory();
    }

    @Override
    public Channel newSocket() {
        return new IoUringSocketChannel();
    }

    @Override
    public Channel newServerSocket() {
        return new IoUringServerSocketChannel();
    }

    @Override
    public Channel newDatagramSocket(SocketProtocolFamily family) {
        if (family == SocketProtocolFamily.UNIX) {
            throw new UnsupportedOperationException("io_uring has no Unix sockets for datagrams");
        }
        return new IoUringDatagramChannel(family);
    }

    @Override
    public Channel newUnixSocket() {
        return new IoUringDomainSocketChannel();
    }

    @Override
    public ServerChannel newServerUnixSocket() {
        return new IoUringServerDomainSocketChannel();
    }

    @Override
    public boolean hasHalfClose() {
        return true;
    }
}
