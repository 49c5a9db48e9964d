package dev.socle.transport.quic;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import dev.socle.transport.Transport;
import dev.socle.transport.channel.AddressForm;
import dev.socle.transport.channel.ConnectMono;
import dev.socle.transport.channel.Failures;
import dev.socle.transport.channel.HostResolver;
import dev.socle.transport.channel.Loops;
import dev.socle.transport.tls.TlsContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * QUIC version 1: {@code quic://host:port}, encrypted always.
 *
 * <p>A connection is one QUIC connection with one stream, which the client opens; what is on it looks as on TCP. Bytes that a
 * listener's side writes wait until the client's first ones have come, because QUIC tells of a stream only with these.
 * Certificates, their checks and what is said of their faults are those of {@code tls} addresses, with TLS 1.3 in any case
 * and the application protocol {@code rsocket}. Options of sockets are those of datagram sockets.
 * <p>The connections of a listener share its socket and its event loop. When it is closed, its address is free only when
 * the last of them has ended.
 * <p><b>Threading:</b> the connections live on {@link Loops#shared}; hosts are looked up, files read and the native library
 * loaded on threads that may block. A connection and a listener are emitted on their event loop, an error on any thread.
 * <p><b>Errors:</b> a machine without the native library refuses with reason {@code UNSUPPORTED}. Where nothing answers,
 * and no system says so, a connect takes its whole time.
 * <p><b>Limits:</b> {@link QuicLimits}, {@link RetryTokens}, {@link StreamEnd};
 * {@link dev.socle.transport.TlsOptions#handshakeTimeout}.
 * <p><b>Source:</b> RFC 9000, RFC 9001.
 */
public final class QuicTransport implements Transport {

    private static final AddressForm FORM = AddressForm.hostAndPort(QuicTraits.SCHEME);

    private final Supplier<Loops> loops;
    private final HostResolver resolver;
    private final QuicLibrary library;

    /** The transport on the shared loops, as {@link Transport#of} makes it. */
    public QuicTransport() {
        this(Loops::shared, HostResolver.JDK, new QuicLibrary());
    }

    QuicTransport(Supplier<Loops> loops, HostResolver resolver, QuicLibrary library) {
        this.loops = loops;
        this.resolver = resolver;
        this.library = library;
    }

    /** Why this machine cannot speak QUIC, and what to do; null when it can. Blocks when it is first asked. */
    public static @Nullable String whyNot() {
        return new QuicLibrary().whyNot();
    }

    @Override
    public String scheme() {
        return FORM.scheme();
    }

    @Override
    public Mono<Connection> connect(Address address, ConnectionOptions options) {
        return Mono.defer(() -> {
            FORM.checkTarget(address);
            requireFullClose(address, options);
            return library.load("Cannot connect to " + address)
                    .then(TlsContext.toConnect(address, options.tls(), QuicTls.MAKER))
                    .zipWith(resolve(address))
                    .flatMap(found -> new ConnectMono(
                            address,
                            options,
                            loops.get().group(),
                            attempt -> new QuicClient(address, options, loops.get(), found.getT1(), attempt)
                                    .dial(found.getT2())));
        });
    }

    @Override
    public Mono<Listener> listen(Address address, ConnectionOptions options, Consumer<Connection> onConnection) {
        return Mono.defer(() -> {
            FORM.checkListener(address);
            requireFullClose(address, options);
            return library.load("Cannot listen at " + address)
                    .then(TlsContext.toListen(address, options.tls(), QuicTls.MAKER))
                    .zipWith(resolve(address))
                    .flatMap(found -> new QuicServer(address, options, found.getT1(), onConnection)
                            .bind(
                                    loops.get(),
                                    new InetSocketAddress(found.getT2().get(0), address.port()))
                            .subscribeOn(Schedulers.boundedElastic()));
        });
    }

    private Mono<List<InetAddress>> resolve(Address address) {
        return resolver.resolve(address.host()).onErrorMap(failure -> Failures.unresolved(address, failure));
    }

    private static void requireFullClose(Address address, ConnectionOptions options) {
        if (options.halfClose()) {
            throw Failures.noHalfClose(address);
        }
    }
}
