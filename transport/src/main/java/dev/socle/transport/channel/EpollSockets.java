package dev.socle.transport.channel;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;

/**
 * Linux: readiness by epoll. No half-close: Netty 4.2.18 forgets a socket whose input has ended, and then output that has
 * to wait never leaves.
 */
final class EpollSockets implements EngineSockets {

    @Override
    public IoHandlerFactory ioHandlers() {
        return EpollIoHandler.newFactory();
    }

    @Override
    public Channel newSocket() {
        return new EpollSocketChannel();
    }

    @Override
    public Channel newServerSocket() {
        return new EpollServerSocketChannel();
    }

    @Override
    public Channel newDatagramSocket(SocketProtocolFamily family) {
        return family == SocketProtocolFamily.UNIX
                ? new EpollDomainDatagramChannel()
                : new EpollDatagramChannel(family);
    }

    @Override
    public Channel newUnixSocket() {
        return new EpollDomainSocketChannel();
    }

    @Override
    public ServerChannel newServerUnixSocket() {
        return new EpollServerDomainSocketChannel();
    }

    @Override
    public boolean hasUnixDatagrams() {
        return true;
    }
}
