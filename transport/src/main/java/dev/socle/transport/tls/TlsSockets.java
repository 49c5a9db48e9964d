package dev.socle.transport.tls;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import dev.socle.transport.TlsOptions;
import dev.socle.transport.channel.Admission;
import dev.socle.transport.channel.ChannelTraits;
import dev.socle.transport.channel.ConnectAttempt;
import dev.socle.transport.channel.ConnectMono;
import dev.socle.transport.channel.Failures;
import dev.socle.transport.channel.Sockets;
import dev.socle.transport.channel.TcpSockets;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * TCP sockets with the TLS of the JDK on them.
 *
 * <p>A handshake that fails is a failed connect at the client, and counts and is logged as a refused connection at the
 * listener. In TLS 1.3 a client has ended its handshake before the server has looked at the client's certificate: when the
 * server refuses that, what stands above hears of the reason.
 *
 * <p><b>Threading:</b> that of {@link TcpSockets}; files are read on threads that may block.
 * <p><b>Errors:</b> half-close is refused, as TLS ends both ways at once.
 * <p><b>Limits:</b> those of {@link TcpSockets}; {@link TlsOptions#handshakeTimeout}; handshake messages of 32 KiB, as the
 * JDK takes them.
 */
public final class TlsSockets implements Sockets {

    private final TcpSockets sockets;
    private final TlsTraits traits;

    /** Sockets with TLS on others, whose scheme is that of what is encrypted. */
    public TlsSockets(TcpSockets sockets) {
        this.sockets = sockets;
        this.traits = new TlsTraits(sockets.traits());
    }

    @Override
    public ChannelTraits traits() {
        return traits;
    }

    @Override
    public Mono<Connection> connect(
            Address address, ConnectionOptions options, BiConsumer<Channel, ConnectAttempt> fill) {
        requireFullClose(address, options);
        return TlsContext.toConnect(address, options.tls(), JdkTls.MAKER)
                .flatMap(tls -> new ConnectMono(
                        address,
                        options,
                        sockets.loops(options).group(),
                        attempt -> dial(address, options, tls, attempt, fill)));
    }

    @Override
    public Mono<Listener> listen(Address address, ConnectionOptions options, BiConsumer<Channel, Admission> fill) {
        requireFullClose(address, options);
        return TlsContext.toListen(address, options.tls(), JdkTls.MAKER)
                .flatMap(tls -> sockets.resolve(address).flatMap(local -> bind(address, local, options, tls, fill)));
    }

    private Disposable dial(
            Address address,
            ConnectionOptions options,
            TlsContext tls,
            ConnectAttempt attempt,
            BiConsumer<Channel, ConnectAttempt> fill) {
        TlsFailures failures = TlsFailures.ofConnect(address, options.tls());
        return sockets.dial(address, options, attempt, channel -> {
            fill.accept(channel, attempt);
            TlsGate gate = new TlsGate(failures, attempt::answered, attempt::failed);
            encrypt(channel, JdkTls.newHandler(tls, channel.alloc(), address.host(), address.port()), gate);
        });
    }

    private Mono<Listener> bind(
            Address address,
            InetSocketAddress local,
            ConnectionOptions options,
            TlsContext tls,
            BiConsumer<Channel, Admission> fill) {
        Admission admission = new Admission(address, options);
        return sockets.bind(address, local, options, admission, channel -> {
                    fill.accept(channel, admission);
                    TlsFailures failures = TlsFailures.ofAccepted(
                            name(channel.remoteAddress()), traits.localAddress(channel), options.tls());
                    TlsGate gate = new TlsGate(failures, () -> {}, failure -> admission.refuse(channel, failure));
                    encrypt(channel, JdkTls.newHandler(tls, channel.alloc()), gate);
                })
                .map(bound -> new TlsListener(bound, tls.refreshing()));
    }

    private static void requireFullClose(Address address, ConnectionOptions options) {
        if (options.halfClose()) {
            throw Failures.noHalfClose(address);
        }
    }

    /** Puts TLS in front of what is in a pipeline. */
    private static void encrypt(Channel channel, SslHandler handler, TlsGate gate) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addFirst("gate", gate);
        pipeline.addFirst("tls", handler);
        pipeline.addFirst("close", new LingeringClose());
    }

    private static String name(@Nullable SocketAddress remote) {
        return remote instanceof InetSocketAddress inet ? NetUtil.toSocketAddressString(inet) : "somewhere";
    }
}
