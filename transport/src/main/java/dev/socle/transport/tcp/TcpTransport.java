package dev.socle.transport.tcp;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import dev.socle.transport.SocketOption;
import dev.socle.transport.SocketOption.Use;
import dev.socle.transport.Transport;
import dev.socle.transport.channel.Admission;
import dev.socle.transport.channel.Buffers;
import dev.socle.transport.channel.ChannelConnection;
import dev.socle.transport.channel.ChannelListener;
import dev.socle.transport.channel.ConnectAttempt;
import dev.socle.transport.channel.ConnectMono;
import dev.socle.transport.channel.Failures;
import dev.socle.transport.channel.HostResolver;
import dev.socle.transport.channel.Loops;
import dev.socle.transport.channel.SocketAccess;
import dev.socle.transport.channel.SocketTraits;
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
 * TCP without encryption: {@code tcp://host:port}.
 *
 * <p>Reactor Netty makes and binds the channels; {@link ChannelConnection} takes the place of its operations in the
 * pipeline, so that bytes pass no {@code Flux}. Buffers come from Netty's default allocator, which pools. A listener whose host has
 * several addresses is bound to the first, a connect tries them all.
 * <p><b>Threading:</b> the connections live on {@link Loops#shared}; hosts are looked up on threads that may block. A
 * connection and a listener are emitted on their event loop, an error on any thread.
 * Those with half-close live on {@link Loops#forHalfClose}.
 * <p><b>Limits:</b> at most 1,024 connections that the system has accepted and this process has not, unless
 * {@link SocketOption#SO_BACKLOG} is set.
 */
public final class TcpTransport implements Transport {

    private static final int BACKLOG_MAX = 1_024;
    private static final SocketTraits TRAITS = new SocketTraits("tcp");

    /** One for all, because the event loops remember every resolver that they have met. */
    private static final HostResolver JDK = new HostResolver(InetAddress::getAllByName);

    private final Supplier<Loops> loops;
    private final HostResolver resolver;

    /** The transport on the shared loops, as {@link Transport#of} makes it. */
    public TcpTransport() {
        this(Loops::shared, JDK);
    }

    TcpTransport(Supplier<Loops> loops, HostResolver resolver) {
        this.loops = loops;
        this.resolver = resolver;
    }

    @Override
    public String scheme() {
        return TRAITS.scheme();
    }

    @Override
    public Mono<Connection> connect(Address address, ConnectionOptions options) {
        String fault = fault(address, 1);
        if (fault != null) {
            return Mono.error(Failures.unusable("Cannot connect to " + address + ": " + fault, null));
        }
        return Mono.defer(() ->
                new ConnectMono(address, options, loops(options).group(), attempt -> dial(address, options, attempt)));
    }

    @Override
    public Mono<Listener> listen(Address address, ConnectionOptions options, Consumer<Connection> onConnection) {
        String fault = fault(address, 0);
        if (fault != null) {
            return Mono.error(Failures.unusable("Cannot listen at " + address + ": " + fault, null));
        }
        return resolver.resolve(address.host())
                .onErrorMap(failure -> Failures.unresolved(address, failure))
                .flatMap(hosts -> bind(address, hosts.get(0), options, onConnection));
    }

    private Disposable dial(Address address, ConnectionOptions options, ConnectAttempt attempt) {
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
                .doOnChannelInit((observer, channel, remote) ->
                        takeOver(channel, options, connection -> attempt.opened(connection)))
                .connect()
                .subscribe(neverEmitted -> {}, attempt::failed);
    }

    private Mono<Listener> bind(
            Address address, InetAddress host, ConnectionOptions options, Consumer<Connection> onConnection) {
        if (!host.isLoopbackAddress() && !options.allowPlaintext()) {
            return Mono.error(Failures.plaintext(address));
        }
        SocketAccess.requireOf(options.socket(), address, Use.LISTENER, Use.CONNECTION);
        InetSocketAddress local = new InetSocketAddress(host, address.port());
        Admission admission = new Admission(address, options);
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
                        takeOver(channel, options, onConnection);
                    }
                })
                .bind()
                .<Listener>map(
                        server -> new ChannelListener(address.withPort(server.port()), server.channel(), admission))
                .onErrorMap(failure -> Failures.bind(address, local, failure));
    }

    /** Puts the connection where Reactor Netty's operations would be; these are never made. */
    private static void takeOver(
            Channel channel, ConnectionOptions options, Consumer<? super ChannelConnection> onOpen) {
        Buffers.limitUnsent(channel);
        ChannelConnection connection = new ChannelConnection(channel, TRAITS, options, onOpen);
        channel.pipeline().replace(NettyPipeline.ReactiveBridge, "connection", connection);
    }

    private Loops loops(ConnectionOptions options) {
        return options.halfClose() ? loops.get().forHalfClose() : loops.get();
    }

    private static boolean noDelay(ConnectionOptions options) {
        return options.socket().value(SocketOption.TCP_NODELAY, true);
    }

    /** What is wrong with an address, and what to do; null when nothing is. */
    private static @Nullable String fault(Address address, int lowestPort) {
        if (!address.scheme().equals(TRAITS.scheme())) {
            return "its scheme is not tcp; find the transport with Transport.of";
        }
        if (address.host().isEmpty()) {
            return "it has no host; write tcp://host:port";
        }
        if (address.port() < lowestPort) {
            return (address.port() < 0 ? "it has no port" : "nobody listens at port 0") + "; write tcp://host:port";
        }
        if (!address.path().isEmpty() || !address.query().isEmpty()) {
            return "TCP knows no path and no query; write tcp://host:port";
        }
        return null;
    }
}
