package dev.socle.benchmarks.compare.contestant;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueServerSocketChannel;
import io.netty.channel.kqueue.KQueueSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import reactor.netty.resources.LoopResources;

/**
 * One event loop and its sockets on the engine that all are told to take, for contestants on the project's own Netty. It
 * speaks to Reactor Netty too, which would choose by itself otherwise.
 */
record NettySockets(
        EventLoopGroup loop, Class<? extends SocketChannel> socket, Class<? extends ServerSocketChannel> serverSocket)
        implements LoopResources {

    /** A loop of its own; fails when the machine does not have the engine. */
    static NettySockets open() {
        return switch (Loopback.engine()) {
            case "epoll" -> {
                Epoll.ensureAvailability();
                yield of(EpollIoHandler.newFactory(), EpollSocketChannel.class, EpollServerSocketChannel.class);
            }
            case "io_uring" -> {
                IoUring.ensureAvailability();
                yield of(IoUringIoHandler.newFactory(), IoUringSocketChannel.class, IoUringServerSocketChannel.class);
            }
            case "kqueue" -> {
                KQueue.ensureAvailability();
                yield of(KQueueIoHandler.newFactory(), KQueueSocketChannel.class, KQueueServerSocketChannel.class);
            }
            case "nio" -> of(NioIoHandler.newFactory(), NioSocketChannel.class, NioServerSocketChannel.class);
            default -> throw new IllegalArgumentException("socle.transport: \"" + Loopback.engine() + "\"");
        };
    }

    private static NettySockets of(
            IoHandlerFactory handlers,
            Class<? extends SocketChannel> socket,
            Class<? extends ServerSocketChannel> serverSocket) {
        return new NettySockets(new MultiThreadIoEventLoopGroup(1, handlers), socket, serverSocket);
    }

    @Override
    public EventLoopGroup onServer(boolean useNative) {
        return loop;
    }

    @Override
    public EventLoopGroup onClient(boolean useNative) {
        return loop;
    }

    @Override
    public EventLoopGroup onServerSelect(boolean useNative) {
        return loop;
    }

    @Override
    public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup group) {
        Class<? extends Channel> made = type == ServerSocketChannel.class ? serverSocket : socket;
        try {
            return type.cast(made.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
