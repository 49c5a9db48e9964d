package dev.socle.transport.channel;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How an event loop learns from the system what its sockets are ready for. */
enum Engine {
    /** Linux. */
    EPOLL {
        @Override
        IoHandlerFactory ioHandlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        Channel newSocket() {
            return new EpollSocketChannel();
        }

        @Override
        Channel newServerSocket() {
            return new EpollServerSocketChannel();
        }

        @Override
        Channel newDatagramSocket(SocketProtocolFamily family) {
            return family == SocketProtocolFamily.UNIX
                    ? new EpollDomainDatagramChannel()
                    : new EpollDatagramChannel(family);
        }

        @Override
        Channel newUnixSocket() {
            return new EpollDomainSocketChannel();
        }

        @Override
        ServerChannel newServerUnixSocket() {
            return new EpollServerDomainSocketChannel();
        }

        @Override
        SocketAddress unixAddress(Path path) {
            return new DomainSocketAddress(path.toString());
        }

        @Override
        boolean namesUnixPeers() {
            return true;
        }
    },
    /** Everywhere. */
    NIO {
        @Override
        IoHandlerFactory ioHandlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        Channel newSocket() {
            return new NioSocketChannel();
        }

        @Override
        Channel newServerSocket() {
            return new NioServerSocketChannel();
        }

        @Override
        Channel newDatagramSocket(SocketProtocolFamily family) {
            return new NioDatagramChannel(family);
        }

        @Override
        Channel newUnixSocket() {
            return new NioDomainSocketChannel();
        }

        @Override
        ServerChannel newServerUnixSocket() {
            return new NioServerDomainSocketChannel();
        }

        @Override
        SocketAddress unixAddress(Path path) {
            return UnixDomainSocketAddress.of(path);
        }

        @Override
        boolean namesUnixPeers() {
            return false;
        }
    };

    abstract IoHandlerFactory ioHandlers();

    abstract Channel newSocket();

    abstract Channel newServerSocket();

    /** A socket for datagrams; Unix sockets for them exist with epoll only. */
    abstract Channel newDatagramSocket(SocketProtocolFamily family);

    abstract Channel newUnixSocket();

    abstract ServerChannel newServerUnixSocket();

    abstract SocketAddress unixAddress(Path path);

    /** Whether it says which process is at the other end of a Unix socket. */
    abstract boolean namesUnixPeers();

    /** The engine that was asked for; without a wish, epoll where the system has it. */
    static Engine choose(@Nullable String wish) {
        if (wish == null) {
            return Epoll.isAvailable() ? EPOLL : NIO;
        }
        return switch (wish) {
            case "nio" -> NIO;
            case "epoll" -> {
                if (!Epoll.isAvailable()) {
                    throw new IllegalStateException(
                            "socle.transport: epoll is not available on this system (expected: nio)",
                            Epoll.unavailabilityCause());
                }
                yield EPOLL;
            }
            default -> throw new IllegalArgumentException("socle.transport: \"" + wish + "\" (expected: epoll or nio)");
        };
    }

    /** As threads and users see it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
