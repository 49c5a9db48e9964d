package dev.socle.transport.channel;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import dev.socle.transport.SocketOption;
import dev.socle.transport.SocketOption.Use;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/**
 * Opens and binds TCP sockets through Reactor Netty, without encryption.
 *
 * <p><b>Threading:</b> the sockets live on the given loops; hosts are looked up on threads that may block.
 * <p><b>Errors:</b> a listener that other machines could reach is refused, unless {@link ConnectionOptions#allowPlaintext}.
 * <p><b>Limits:</b> at most 1,024 connections that the system has accepted and this process has not, unless
 * {@link SocketOption#SO_BACKLOG} is set.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close does not fail
public final class TcpSockets implements Sockets {

    private static final int BACKLOG_MAX = 1_024;

    private final SocketTraits traits;
    private final Supplier<Loops> loops;
    private final HostResolver resolver;

    /** Sockets with addresses of a scheme, on the shared loops, with hosts as the machine knows them. */
    public TcpSockets(String scheme) {
        this(scheme, Loops::shared, HostResolver.JDK);
    }

    /** Sockets on other loops, or with other hosts. */
    public TcpSockets(String scheme, Supplier<Loops> loops, HostResolver resolver) {
        this.traits = new SocketTraits(scheme);
        this.loops = loops;
        this.resolver = resolver;
    }

    @Override
    public SocketTraits traits() {
        return traits;
    }

    @Override
    public Mono<Connection> connect(
            Address address, ConnectionOptions options, BiConsumer<Channel, ConnectAttempt> fill) {
        return new ConnectMono(
                address,
                options,
                loops(options).group(),
                attempt -> dial(address, options, attempt, channel -> fill.accept(channel, attempt)));
    }

    @Override
    public Mono<Listener> listen(Address address, ConnectionOptions options, BiConsumer<Channel, Admission> fill) {
        return resolve(address).flatMap(local -> {
            if (!local.getAddress().isLoopbackAddress() && !options.allowPlaintext()) {
                return Mono.error(Failures.plaintext(address));
            }
            Admission admission = new Admission(address, options);
            return bind(address, local, options, admission, channel -> fill.accept(channel, admission));
        });
    }

    /** The loops for connections with these options, made at the first call. */
    public Loops loops(ConnectionOptions options) {
        return options.halfClose() ? loops.get().forHalfClose() : loops.get();
    }

    /** Where a listener of this address is to be bound: the first of its host's addresses. */
    public Mono<InetSocketAddress> resolve(Address address) {
        return resolver.resolve(address.host())
                .onErrorMap(failure -> Failures.unresolved(address, failure))
                .map(hosts -> new InetSocketAddress(hosts.get(0), address.port()));
    }

    /**
     * Begins to open a socket; the attempt hears only of failures, the rest is for what was put into the pipeline.
     *
     * @return what breaks it off, also when the socket is open and its handshake goes on
     */
    public Disposable dial(Address address, ConnectionOptions options, ConnectAttempt attempt, Consumer<Channel> fill) {
        SocketAccess.requireOf(options.socket(), address, Use.CONNECTION);
        Disposable.Swap opened = Disposables.swap();
        Disposable opening = TcpClient.newConnection()
                .resolver(resolver) // first: runOn makes a resolver where there is none
                .runOn(loops(options).with(options.socket(), address))
                .host(address.host())
                .port(address.port())
                .option(ChannelOption.TCP_NODELAY, noDelay(options))
                .option(ChannelOption.ALLOW_HALF_CLOSURE, options.halfClose())
                .option(ChannelOption.RECVBUF_ALLOCATOR, Buffers.receive())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // the attempt keeps the time, with the look-up
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Buffers.marks(options))
                .doOnChannelInit((observer, channel, remote) -> {
                    fill(channel, fill);
                    opened.update(channel::close); // at once, when it is broken off already
                })
                .connect()
                .subscribe(neverEmitted -> {}, attempt::failed);
        return Disposables.composite(opening, opened);
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
                        fill(channel, fill);
                    }
                })
                .bind()
                .<Listener>map(
                        server -> new ChannelListener(address.withPort(server.port()), server.channel(), admission))
                .onErrorMap(failure -> Failures.bind(address, local, failure));
    }

    /** Puts a transport's last handler where Reactor Netty's operations would be; these are never made. */
    public static void place(Channel channel, String name, ChannelHandler last) {
        channel.pipeline().replace(NettyPipeline.ReactiveBridge, name, last);
    }

    private static void fill(Channel channel, Consumer<Channel> fill) {
        Buffers.limitUnsent(channel);
        fill.accept(channel);
    }

    private static boolean noDelay(ConnectionOptions options) {
        return options.socket().value(SocketOption.TCP_NODELAY, true);
    }
}
