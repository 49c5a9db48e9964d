package dev.socle.transport.tls;

import dev.socle.transport.TlsOptions;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

/**
 * The certificates and keys of one side, as their files were when they were last looked at.
 *
 * <p><b>Threading:</b> making and refreshing block; handlers may be made on any thread.
 * <p><b>Errors:</b> {@link IllegalArgumentException} when what the options name cannot be used.
 * <p><b>Limits:</b> the files are looked at at most once a second; 64 sets of options of clients are remembered.
 */
final class TlsContext {

    private static final Logger LOG = LoggerFactory.getLogger(TlsContext.class);

    private static final long LOOK_MILLIS = 1_000;

    private static final int CLIENTS_MAX = 64;
    private static final long CLOSE_NOTIFY_MILLIS_MAX = 1_000;
    private static final Map<TlsOptions, TlsContext> CLIENTS = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TlsOptions, TlsContext> eldest) {
            return size() > CLIENTS_MAX;
        }
    };

    private final TlsOptions options;
    private final boolean isServer;
    private List<Object> stamps;
    private long lookedNanos = System.nanoTime();
    private volatile SslContext current;

    private TlsContext(TlsOptions options, boolean isServer) {
        this.options = options;
        this.isServer = isServer;
        this.stamps = stamps(); // before the files are read: a change in between is seen later
        this.current = load();
    }

    /** The context of a listener. */
    static TlsContext server(TlsOptions options) {
        if (options.identity() == null) {
            throw new IllegalArgumentException(
                    "a listener needs a certificate and its key; name them with TlsOptions.withIdentity");
        }
        if (options.requiresClientCertificate() && options.trusted() == null) {
            throw new IllegalArgumentException("clients must show a certificate, but of which authority is not said;"
                    + " name it with TlsOptions.withTrusted");
        }
        return new TlsContext(options, true);
    }

    /** The context of clients with these options, refreshed. */
    static TlsContext client(TlsOptions options) {
        synchronized (CLIENTS) {
            TlsContext known = CLIENTS.get(options);
            if (known == null) {
                known = new TlsContext(options, false);
                CLIENTS.put(options, known);
            }
            known.refresh();
            return known;
        }
    }

    /** Looks at the files as long as a listener needs them. */
    Disposable refreshing() {
        return Schedulers.boundedElastic()
                .schedulePeriodically(this::refresh, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Reads the files again if they have changed; what cannot be used is logged once, and what was there stays. */
    synchronized void refresh() {
        long now = System.nanoTime();
        if (now - lookedNanos < TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)) {
            return;
        }
        lookedNanos = now;
        List<Object> found = stamps();
        if (found.equals(stamps)) {
            return;
        }
        stamps = found;
        try {
            current = load();
            LOG.info("TLS certificates were read again: {} have changed", files());
        } catch (IllegalArgumentException unusable) {
            LOG.warn("TLS files have changed, and those read before stay in use: {}", unusable.getMessage());
        }
    }

    /** A handler for an accepted channel. */
    SslHandler newHandler(ByteBufAllocator allocator) {
        return limited(current.newHandler(allocator));
    }

    /** A handler for a channel to a host, whose certificate must be for that host. */
    SslHandler newHandler(ByteBufAllocator allocator, String host, int port) {
        SslHandler handler = current.newHandler(allocator, host, port);
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
        return limited(handler);
    }

    private SslHandler limited(SslHandler handler) {
        handler.setHandshakeTimeoutMillis(options.handshakeTimeout().toMillis());
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MILLIS_MAX);
        return handler;
    }

    private SslContext load() {
        X509ExtendedKeyManager own = own();
        SslContextBuilder builder = isServer
                ? SslContextBuilder.forServer(Objects.requireNonNull(own, "a listener has a certificate"))
                : SslContextBuilder.forClient().keyManager(own);
        try {
            return builder.sslProvider(SslProvider.JDK)
                    .trustManager(new PeerTrust(trust()))
                    .protocols(options.allowsTls12() ? List.of("TLSv1.3", "TLSv1.2") : List.of("TLSv1.3"))
                    .clientAuth(options.requiresClientCertificate() ? ClientAuth.REQUIRE : ClientAuth.NONE)
                    .build();
        } catch (SSLException e) {
            throw new IllegalArgumentException("this Java cannot do TLS with what it was given: " + e.getMessage(), e);
        }
    }

    private @Nullable X509ExtendedKeyManager own() {
        if (options.identity() instanceof TlsOptions.PemFiles files) {
            X509Certificate[] chain = Pem.certificates(files.chain());
            return new OwnKey(chain, Pem.key(files.key(), chain[0]));
        }
        return options.identity() instanceof TlsOptions.Keys keys ? keys.manager() : null;
    }

    private X509ExtendedTrustManager trust() {
        X509Certificate[] trusted =
                options.trusted() == null ? new X509Certificate[0] : Pem.certificates(options.trusted());
        try {
            KeyStore store = null; // stands for the authorities that the Java in use brings
            if (options.trusted() != null) {
                store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                for (int i = 0; i < trusted.length; i++) {
                    store.setCertificateEntry("authority-" + i, trusted[i]);
                }
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            for (TrustManager each : factory.getTrustManagers()) {
                if (each instanceof X509ExtendedTrustManager found) {
                    return found;
                }
            }
            throw new IllegalArgumentException("this Java has nothing that checks certificates");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("this Java cannot use the trusted certificates: " + e, e);
        }
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        if (options.identity() instanceof TlsOptions.PemFiles pem) {
            files.add(pem.chain());
            files.add(pem.key());
        }
        if (options.trusted() != null) {
            files.add(options.trusted());
        }
        return files;
    }

    /** What changes when a file does: its time, its length, and which file it is. */
    private List<Object> stamps() {
        List<Object> stamps = new ArrayList<>();
        for (Path file : files()) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                stamps.add(List.of(
                        attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey())));
            } catch (IOException missing) {
                stamps.add("missing");
            }
        }
        return stamps;
    }
}
