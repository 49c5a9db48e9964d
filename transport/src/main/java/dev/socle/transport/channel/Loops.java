package dev.socle.transport.channel;

import dev.socle.transport.Address;
import dev.socle.transport.SocketOptions;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import java.net.SocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

/**
 * The event loops that carry the connections of this process, and the engine that drives their sockets: epoll where
 * the system has it, NIO elsewhere. Reactor Netty by itself would take io_uring as soon as its jar is there; io_uring
 * was slower where it was measured, so the engine is chosen here.
 *
 * <p>New connections, opened and accepted ones alike, take the loops in turn.
 * <p><b>Threading:</b> daemon threads that last as long as the process.
 * <p><b>Limits:</b> one thread per core. System properties: {@code socle.loops} for another number of threads,
 * {@code socle.transport} ({@code epoll} or {@code nio}) for another engine.
 */
public final class Loops implements LoopResources {

    private static @Nullable Loops shared;

    private final Engine engine;
    private final EventLoopGroup group;

    private Loops(Engine engine, int threads) {
        this.engine = engine;
        this.group = group("socle-" + engine.label(), threads, engine.ioHandlers());
    }

    /** The one set of loops for sockets that all transports of this process share. */
    public static Loops shared() {
        // Made when first asked for: a process with local connections only never opens a selector.
        synchronized (Loops.class) {
            if (shared == null) {
                shared = new Loops(Engine.choose(System.getProperty("socle.transport")), threads());
            }
            return shared;
        }
    }

    /** Other loops beside the shared ones, which run on NIO whatever the system has. */
    public static Loops nio(int threads) {
        return new Loops(Engine.NIO, threads);
    }

    /** Loops for channels that no {@link Loops} can make; their threads are named, daemons and known not to block. */
    public static EventLoopGroup group(String name, int threads, IoHandlerFactory ioHandlers) {
        return new MultiThreadIoEventLoopGroup(threads, LoopThread.factory(name), ioHandlers);
    }

    /** The loops themselves. */
    public EventLoopGroup group() {
        return group;
    }

    /** Which engine drives the sockets: {@code epoll} or {@code nio}. */
    public String engine() {
        return engine.label();
    }

    /**
     * The loops for connections whose input may end before their output: these, or others on NIO beside them. With epoll,
     * Netty 4.2.18 forgets a socket whose input has ended, and then output that has to wait never leaves.
     */
    public Loops forHalfClose() {
        return engine == Engine.NIO ? this : HalfClose.LOOPS;
    }

    /** The same loops for sockets that have options; what cannot be set fails the making of a socket. */
    public LoopResources with(SocketOptions options, Address where) {
        return options.set().isEmpty() ? this : new SetLoops(this, options, where);
    }

    /**
     * A new socket for datagrams, to be registered with {@link #group}.
     *
     * <p><b>Errors:</b> {@link UnsupportedOperationException} for Unix sockets on NIO.
     */
    public Channel newDatagramSocket(SocketProtocolFamily family) {
        return engine.newDatagramSocket(family);
    }

    /** A new Unix socket that will connect. */
    public Channel newUnixSocket() {
        return engine.newUnixSocket();
    }

    /** A new Unix socket that will listen. */
    public ServerChannel newServerUnixSocket() {
        return engine.newServerUnixSocket();
    }

    /** A path as the address of a Unix socket. */
    public SocketAddress unixAddress(Path path) {
        return engine.unixAddress(path);
    }

    /** Whether the engine says which process is at the other end of a Unix socket. */
    public boolean namesUnixPeers() {
        return engine.namesUnixPeers();
    }

    @Override
    public EventLoopGroup onServer(boolean useNative) {
        return group;
    }

    @Override
    public EventLoopGroup onClient(boolean useNative) {
        return group;
    }

    @Override
    public EventLoopGroup onServerSelect(boolean useNative) {
        return group;
    }

    @Override
    public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup loops) {
        if (type == SocketChannel.class) {
            return type.cast(engine.newSocket());
        }
        if (type == ServerSocketChannel.class) {
            return type.cast(engine.newServerSocket());
        }
        throw new IllegalArgumentException("channel type: " + type.getName() + " (expected: a TCP socket)");
    }

    private static int threads() {
        int threads = Integer.getInteger("socle.loops", Runtime.getRuntime().availableProcessors());
        if (threads <= 0) {
            throw new IllegalArgumentException("socle.loops: " + threads + " (expected: > 0)");
        }
        return threads;
    }

    /** Made when first asked for. */
    private static final class HalfClose {
        static final Loops LOOPS = nio(threads());
    }
}
