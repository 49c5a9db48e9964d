package dev.socle.transport.tls;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import dev.socle.transport.TlsOptions;
import dev.socle.transport.Transport;
import dev.socle.transport.channel.Admission;
import dev.socle.transport.channel.ChannelConnection;
import dev.socle.transport.channel.ConnectAttempt;
import dev.socle.transport.channel.ConnectMono;
import dev.socle.transport.channel.Failures;
import dev.socle.transport.channel.HostResolver;
import dev.socle.transport.channel.Loops;
import dev.socle.transport.channel.TcpSockets;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * TCP with TLS 1.3, or 1.2 where {@link TlsOptions} allow it: {@code tls://host:port}.
 *
 * <p>The TLS of the JDK does the work. A connection is there when its handshake has ended well, at the client as at the
 * listener; a handshake that fails is a failed connect at the one, and counts and is logged as a refused connection at the
 * other. In TLS 1.3 a client has ended its handshake before the server has looked at the client's certificate: when the
 * server refuses that, the connection ends with the reason.
 * <p><b>Threading:</b> the connections live on {@link Loops#shared}; hosts are looked up and files read on threads that may
 * block. A connection and a listener are emitted on their event loop, an error on any thread.
 * <p><b>Limits:</b> those of {@link TcpSockets}; {@link TlsOptions#handshakeTimeout}; handshake messages of 32 KiB, as the
 * JDK takes them.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close does not fail
public final class TlsTransport implements Transport {

    private final TcpSockets sockets;

    /** The transport on the shared loops, as {@link Transport#of} makes it. */
    public TlsTransport() {
        this.sockets = new TcpSockets();
    }

    TlsTransport(Supplier<Loops> loops, HostResolver resolver) {
        this.sockets = new TcpSockets(loops, resolver);
    }

    @Override
    public String scheme() {
        return TlsTraits.SCHEME;
    }

    @Override
    public Mono<Connection> connect(Address address, ConnectionOptions options) {
        return Mono.defer(() -> {
            TcpSockets.check(address, scheme(), 1, "Cannot connect to");
            requireFullClose(address, options);
            return read("Cannot connect to " + address, () -> TlsContext.client(options.tls()))
                    .flatMap(tls -> new ConnectMono(
                            address,
                            options,
                            sockets.loops(options).group(),
                            attempt -> dial(address, options, tls, attempt)));
        });
    }

    @Override
    public Mono<Listener> listen(Address address, ConnectionOptions options, Consumer<Connection> onConnection) {
        return Mono.defer(() -> {
            TcpSockets.check(address, scheme(), 0, "Cannot listen at");
            requireFullClose(address, options);
            return read("Cannot listen at " + address, () -> TlsContext.server(options.tls()))
                    .flatMap(tls -> sockets.resolve(address)
                            .flatMap(local -> bind(address, local, options, tls, onConnection)));
        });
    }

    private Disposable dial(Address address, ConnectionOptions options, TlsContext tls, ConnectAttempt attempt) {
        AtomicReference<@Nullable Channel> dialed = new AtomicReference<>();
        TlsFailures failures = new TlsFailures("Connect to " + address + " failed", options.tls(), false);
        Disposable dialing = sockets.dial(address, options, attempt, channel -> {
            dialed.set(channel);
            SslHandler handler = tls.newHandler(channel.alloc(), address.host(), address.port());
            TlsGate gate = new TlsGate(failures, attempt::answered, attempt::failed);
            fill(channel, handler, gate, new ChannelConnection(channel, TlsTraits.INSTANCE, options, attempt::opened));
        });
        return () -> {
            dialing.dispose();
            Channel channel = dialed.get();
            if (channel != null) {
                channel.close(); // it may be connected, and in its handshake
            }
        };
    }

    private Mono<Listener> bind(
            Address address,
            InetSocketAddress local,
            ConnectionOptions options,
            TlsContext tls,
            Consumer<Connection> onConnection) {
        Admission admission = new Admission(address, options);
        return sockets.bind(address, local, options, admission, channel -> {
                    TlsFailures failures = new TlsFailures(
                            "Connection from " + name(channel.remoteAddress()) + " to "
                                    + TlsTraits.INSTANCE.localAddress(channel) + " was refused",
                            options.tls(),
                            true);
                    TlsGate gate = new TlsGate(failures, () -> {}, failure -> admission.refuse(channel, failure));
                    ChannelConnection connection =
                            new ChannelConnection(channel, TlsTraits.INSTANCE, options, onConnection);
                    fill(channel, tls.newHandler(channel.alloc()), gate, connection);
                })
                .map(bound -> new TlsListener(bound, lookEverySecond(tls)));
    }

    private static void requireFullClose(Address address, ConnectionOptions options) {
        if (options.halfClose()) {
            throw Failures.noHalfClose(address);
        }
    }

    private static void fill(Channel channel, SslHandler handler, TlsGate gate, ChannelConnection connection) {
        TcpSockets.place(channel, connection);
        ChannelPipeline pipeline = channel.pipeline();
        String last = pipeline.context(connection).name();
        pipeline.addBefore(last, "close", new LingeringClose());
        pipeline.addBefore(last, "tls", handler);
        pipeline.addBefore(last, "gate", gate);
    }

    private static Disposable lookEverySecond(TlsContext tls) {
        long everyMillis = TlsContext.LOOK_MILLIS;
        return Schedulers.boundedElastic()
                .schedulePeriodically(tls::refresh, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    /** Reads files on a thread that may block, and to the end also when nobody waits any more. */
    private static Mono<TlsContext> read(String cannot, Supplier<TlsContext> reading) {
        return Mono.create(sink -> Schedulers.boundedElastic().schedule(() -> {
            try {
                sink.success(reading.get());
            } catch (IllegalArgumentException unusable) {
                sink.error(Failures.unusable(cannot + ": " + unusable.getMessage(), unusable));
            } catch (RuntimeException failure) {
                sink.error(failure);
            }
        }));
    }

    private static String name(@Nullable SocketAddress remote) {
        return remote instanceof InetSocketAddress inet ? NetUtil.toSocketAddressString(inet) : "somewhere";
    }
}
