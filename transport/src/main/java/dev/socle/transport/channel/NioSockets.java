package dev.socle.transport.channel;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/** Everywhere: readiness by the selector of the JDK. */
final class NioSockets implements EngineSockets {

    @Override
    public IoHandlerFactory ioHandlers() {
        return NioIoHandler.newFactory();
    }

    @Override
    public Channel newSocket() {
        return new NioSocketChannel();
    }

    @Override
    public Channel newServerSocket() {
        return new NioServerSocketChannel();
    }

    @Override
    public Channel newDatagramSocket(SocketProtocolFamily family) {
        return new NioDatagramChannel(family);
    }

    @Override
    public Channel newUnixSocket() {
        return new NioDomainSocketChannel();
    }

    @Override
    public ServerChannel newServerUnixSocket() {
        return new NioServerDomainSocketChannel();
    }

    @Override
    public SocketAddress unixAddress(Path path) {
        return UnixDomainSocketAddress.of(path);
    }

    @Override
    public boolean namesUnixPeers() {
        return false;
    }

    @Override
    public boolean hasHalfClose() {
        return true;
    }
}
