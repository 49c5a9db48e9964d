package dev.socle.transport.quic;

import dev.socle.transport.TlsOptions;
import dev.socle.transport.tls.TlsContext;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicSslEngine;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import java.util.Objects;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** The TLS inside of QUIC: that of the codec's library, with the certificates and the checks of {@code tls} addresses. */
final class QuicTls {

    static final TlsContext.Maker MAKER = QuicTls::make;

    /** What both sides must name, RFC 9001 section 8.1; nobody has registered a name for RSocket. */
    static final String PROTOCOL = "rsocket";

    private QuicTls() {}

    /** An engine for an accepted connection. */
    static QuicSslEngine newEngine(TlsContext tls, ByteBufAllocator allocator) {
        return ((QuicSslContext) tls.current()).newEngine(allocator);
    }

    /** An engine for a connection to a host, whose certificate must be for that host. */
    static QuicSslEngine newEngine(TlsContext tls, ByteBufAllocator allocator, String host, int port) {
        return ((QuicSslContext) tls.current()).newEngine(allocator, host, port);
    }

    private static SslContext make(
            TlsOptions options,
            boolean isServer,
            @Nullable X509ExtendedKeyManager own,
            X509ExtendedTrustManager trust) {
        QuicSslContextBuilder builder = isServer
                ? QuicSslContextBuilder.forServer(Objects.requireNonNull(own, "a listener has a certificate"), null)
                        .clientAuth(options.requiresClientCertificate() ? ClientAuth.REQUIRE : ClientAuth.NONE)
                : QuicSslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS");
        if (!isServer && own != null) {
            builder.keyManager(own, null);
        }
        return builder.trustManager(new QuicTrust(trust))
                .applicationProtocols(PROTOCOL)
                .earlyData(false) // what comes early can be sent again by anybody who saw it
                .build();
    }
}
