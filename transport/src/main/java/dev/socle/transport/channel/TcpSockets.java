package dev.socle.transport.channel;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import dev.socle.transport.SocketOption;
import dev.socle.transport.SocketOption.Use;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/**
 * Opens and binds TCP sockets through Reactor Netty; what stands in their pipelines is their transport's.
 *
 * <p><b>Threading:</b> the sockets live on the given loops; hosts are looked up on threads that may block.
 * <p><b>Limits:</b> at most 1,024 connections that the system has accepted and this process has not, unless
 * {@link SocketOption#SO_BACKLOG} is set.
 */
public final class TcpSockets {

    private static final int BACKLOG_MAX = 1_024;

    /** One for all, because the event loops remember every resolver that they have met. */
    private static final HostResolver JDK = new HostResolver(InetAddress::getAllByName);

    private final Supplier<Loops> loops;
    private final HostResolver resolver;

    /** Sockets on the shared loops, with hosts as the machine knows them. */
    public TcpSockets() {
        this(Loops::shared, JDK);
    }

    /** Sockets on other loops, or with other hosts. */
    public TcpSockets(Supplier<Loops> loops, HostResolver resolver) {
        this.loops = loops;
        this.resolver = resolver;
    }

    /** The loops for connections with these options, made at the first call. */
    public Loops loops(ConnectionOptions options) {
        return options.halfClose() ? loops.get().forHalfClose() : loops.get();
    }

    /**
     * Checks that an address has the parts that sockets need and no other.
     *
     * <p><b>Errors:</b> {@link ConnectionException} that begins with the given words and says what is wrong.
     */
    public static void check(Address address, String scheme, int lowestPort, String cannot) {
        String fault = fault(address, scheme, lowestPort);
        if (fault != null) {
            throw Failures.unusable(cannot + " " + address + ": " + fault, null);
        }
    }

    /** Where a listener of this address is to be bound: the first of its host's addresses. */
    public Mono<InetSocketAddress> resolve(Address address) {
        return resolver.resolve(address.host())
                .onErrorMap(failure -> Failures.unresolved(address, failure))
                .map(hosts -> new InetSocketAddress(hosts.get(0), address.port()));
    }

    /** Begins to open a socket; the attempt hears only of failures, the rest is for what was put into the pipeline. */
    public Disposable dial(Address address, ConnectionOptions options, ConnectAttempt attempt, Consumer<Channel> fill) {
        SocketAccess.requireOf(options.socket(), address, Use.CONNECTION);
        return TcpClient.newConnection()
                .runOn(loops(options).with(options.socket(), address))
                .resolver(resolver)
                .host(address.host())
                .port(address.port())
                .option(ChannelOption.TCP_NODELAY, noDelay(options))
                .option(ChannelOption.ALLOW_HALF_CLOSURE, options.halfClose())
                .option(ChannelOption.RECVBUF_ALLOCATOR, Buffers.receive())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // the attempt keeps the time, with the look-up
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Buffers.marks(options))
                .doOnChannelInit((observer, channel, remote) -> fill.accept(channel))
                .connect()
                .subscribe(neverEmitted -> {}, attempt::failed);
    }

    /** Binds a listening socket; the pipelines of admitted channels are filled. */
    public Mono<Listener> bind(
            Address address,
            InetSocketAddress local,
            ConnectionOptions options,
            Admission admission,
            Consumer<Channel> fill) {
        SocketAccess.requireOf(options.socket(), address, Use.LISTENER, Use.CONNECTION);
        return TcpServer.create()
                .runOn(loops(options).with(options.socket(), address))
                .bindAddress(() -> local)
                .option(ChannelOption.SO_REUSEADDR, options.socket().value(SocketOption.SO_REUSEADDR, true))
                .option(ChannelOption.SO_BACKLOG, options.socket().value(SocketOption.SO_BACKLOG, BACKLOG_MAX))
                .childOption(ChannelOption.TCP_NODELAY, noDelay(options))
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, options.halfClose())
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, Buffers.receive())
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Buffers.marks(options))
                .doOnChannelInit((observer, channel, remote) -> {
                    if (admission.admit(channel)) {
                        SocketAccess.apply(channel, Use.CONNECTION, options.socket(), address);
                        fill.accept(channel);
                    }
                })
                .bind()
                .<Listener>map(
                        server -> new ChannelListener(address.withPort(server.port()), server.channel(), admission))
                .onErrorMap(failure -> Failures.bind(address, local, failure));
    }

    /** Puts the connection where Reactor Netty's operations would be; these are never made. */
    public static void place(Channel channel, ChannelConnection connection) {
        Buffers.limitUnsent(channel);
        channel.pipeline().replace(NettyPipeline.ReactiveBridge, "connection", connection);
    }

    private static boolean noDelay(ConnectionOptions options) {
        return options.socket().value(SocketOption.TCP_NODELAY, true);
    }

    /** What is wrong with an address, and what to do; null when nothing is. */
    private static @Nullable String fault(Address address, String scheme, int lowestPort) {
        String write = "; write " + scheme + "://host:port";
        if (!address.scheme().equals(scheme)) {
            return "its scheme is not " + scheme + "; find the transport with Transport.of";
        }
        if (address.host().isEmpty()) {
            return "it has no host" + write;
        }
        if (address.port() < lowestPort) {
            return (address.port() < 0 ? "it has no port" : "nobody listens at port 0") + write;
        }
        if (!address.path().isEmpty() || !address.query().isEmpty()) {
            return scheme + " knows no path and no query" + write;
        }
        return null;
    }
}
