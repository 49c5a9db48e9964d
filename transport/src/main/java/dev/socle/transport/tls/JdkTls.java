package dev.socle.transport.tls;

import dev.socle.transport.TlsOptions;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.NetUtil;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The TLS that the JDK brings, for sockets. */
final class JdkTls {

    static final TlsContext.Maker MAKER = JdkTls::make;

    private static final Logger LOG = LoggerFactory.getLogger(JdkTls.class);
    private static final long CLOSE_NOTIFY_MILLIS_MAX = 1_000;

    private JdkTls() {}

    /** A handler for an accepted channel. */
    static SslHandler newHandler(TlsContext tls, ByteBufAllocator allocator) {
        return limited(tls, tls.current().newHandler(allocator));
    }

    /** A handler for a channel to a host, whose certificate must be for that host. */
    static SslHandler newHandler(TlsContext tls, ByteBufAllocator allocator, String host, int port) {
        SslHandler handler = tls.current().newHandler(allocator, host, port);
        SSLParameters parameters = handler.engine().getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!NetUtil.isValidIpV4Address(host) && !NetUtil.isValidIpV6Address(host)) {
            try {
                parameters.setServerNames(List.of(new SNIHostName(host)));
            } catch (IllegalArgumentException noHostName) {
                LOG.debug("Host {} cannot be announced to the server: {}", host, noHostName.getMessage());
            }
        }
        handler.engine().setSSLParameters(parameters);
        return limited(tls, handler);
    }

    private static SslHandler limited(TlsContext tls, SslHandler handler) {
        handler.setHandshakeTimeoutMillis(tls.options().handshakeTimeout().toMillis());
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MILLIS_MAX);
        return handler;
    }

    private static SslContext make(
            TlsOptions options, boolean isServer, @Nullable X509ExtendedKeyManager own, X509ExtendedTrustManager trust)
            throws SSLException {
        SslContextBuilder builder = isServer
                ? SslContextBuilder.forServer(Objects.requireNonNull(own, "a listener has a certificate"))
                : SslContextBuilder.forClient().keyManager(own);
        return builder.sslProvider(SslProvider.JDK)
                .trustManager(trust)
                .protocols(options.allowsTls12() ? List.of("TLSv1.3", "TLSv1.2") : List.of("TLSv1.3"))
                .clientAuth(options.requiresClientCertificate() ? ClientAuth.REQUIRE : ClientAuth.NONE)
                .build();
    }
}
