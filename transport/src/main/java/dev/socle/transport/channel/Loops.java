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
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

/**
 * The event loops that carry the connections of this process, and the engine that drives their sockets: epoll where
 * the system has it, else kqueue, else NIO; io_uring where it is asked for. Reactor Netty by itself would take io_uring as
 * soon as its native library is there; io_uring was slower where it was measured, so the engine is chosen here.
 *
 * <p>New connections, opened and accepted ones alike, take the loops in turn.
 * <p><b>Threading:</b> daemon threads that last as long as the process.
 * <p><b>Limits:</b> one thread per core. System properties: {@code socle.loops} for another number of threads,
 * {@code socle.transport} ({@code epoll}, {@code io_uring}, {@code kqueue} or {@code nio}) for another engine; one that is
 * not there is refused, and none is taken in its place.
 */
public final class Loops implements LoopResources {

    private static @Nullable Loops shared;

    private final Engine engine;
    private final EngineSockets sockets;
    private final EventLoopGroup group;

    private Loops(Engine engine, int threads) {
        this.engine = engine;
        this.sockets = engine.sockets();
        this.group = group("socle-" + engine.label(), threads, sockets.ioHandlers());
    }

    /**
     * The one set of loops for sockets that all transports of this process share.
     *
     * <p><b>Errors:</b> those of {@link #of} when {@code socle.transport} names the engine.
     */
    public static Loops shared() {
        // Made when first asked for: a process with local connections only never opens a selector.
        synchronized (Loops.class) {
            if (shared == null) {
                shared = new Loops(Engine.choose(System.getProperty(Engine.PROPERTY)), threads());
            }
            return shared;
        }
    }

    /**
     * Other loops beside the shared ones, on an engine by its name.
     *
     * <p><b>Errors:</b> {@link dev.socle.transport.ConnectionException} with reason {@code UNSUPPORTED} for a name that no
     * engine has, and for an engine that is not there, with why and what to do.
     */
    public static Loops of(String engine, int threads) {
        return new Loops(Engine.choose(engine), threads);
    }

    /** Other loops beside the shared ones, which run on NIO whatever the system has. */
    public static Loops nio(int threads) {
        return new Loops(Engine.NIO, threads);
    }

    /** All engines in the order in which they are preferred, and why this machine does not have those that it does not. */
    public static List<EngineState> engines() {
        return Stream.of(Engine.values())
                .map(engine -> new EngineState(engine.label(), engine == Engine.first(), engine.whyNot()))
                .toList();
    }

    /** Loops for channels that no {@link Loops} can make; their threads are named, daemons and known not to block. */
    public static EventLoopGroup group(String name, int threads, IoHandlerFactory ioHandlers) {
        return new MultiThreadIoEventLoopGroup(threads, LoopThread.factory(name), ioHandlers);
    }

    /** The loops themselves. */
    public EventLoopGroup group() {
        return group;
    }

    /** Which engine drives the sockets, as {@code socle.transport} names it. */
    public String engine() {
        return engine.label();
    }

    /** The loops for connections whose input may end before their output: these, or others on NIO beside them. */
    public Loops forHalfClose() {
        return sockets.hasHalfClose() ? this : HalfClose.LOOPS;
    }

    /** The same loops for sockets that have options; what cannot be set fails the making of a socket. */
    public LoopResources with(SocketOptions options, Address where) {
        return options.set().isEmpty() ? this : new SetLoops(this, options, where);
    }

    /**
     * A new socket for datagrams, to be registered with {@link #group}.
     *
     * <p><b>Errors:</b> {@link UnsupportedOperationException} for Unix sockets, where {@link #hasUnixDatagrams} says no.
     */
    public Channel newDatagramSocket(SocketProtocolFamily family) {
        return sockets.newDatagramSocket(family);
    }

    /** A new Unix socket that will connect. */
    public Channel newUnixSocket() {
        return sockets.newUnixSocket();
    }

    /** A new Unix socket that will listen. */
    public ServerChannel newServerUnixSocket() {
        return sockets.newServerUnixSocket();
    }

    /** A path as the address of a Unix socket. */
    public SocketAddress unixAddress(Path path) {
        return sockets.unixAddress(path);
    }

    /** Whether the engine says which process is at the other end of a Unix socket. */
    public boolean namesUnixPeers() {
        return sockets.namesUnixPeers();
    }

    /** Whether the engine has Unix sockets for datagrams. */
    public boolean hasUnixDatagrams() {
        return sockets.hasUnixDatagrams();
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
            return type.cast(sockets.newSocket());
        }
        if (type == ServerSocketChannel.class) {
            return type.cast(sockets.newServerSocket());
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
