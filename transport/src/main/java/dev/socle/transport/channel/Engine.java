package dev.socle.transport.channel;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
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
    };

    abstract IoHandlerFactory ioHandlers();

    abstract Channel newSocket();

    abstract Channel newServerSocket();

    /** A socket for datagrams; Unix sockets for them exist with epoll only. */
    abstract Channel newDatagramSocket(SocketProtocolFamily family);

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
