package dev.socle.transport.tls;

import dev.socle.transport.Address;
import dev.socle.transport.TlsOptions;
import dev.socle.transport.channel.Failures;
import io.netty.handler.ssl.SslContext;
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
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The certificates and keys of one side, as their files were when they were last looked at.
 *
 * <p><b>Threading:</b> files are read on threads that may block; the rest may be called on any thread.
 * <p><b>Limits:</b> the files are looked at at most once a second; 64 sets of options of clients are remembered.
 */
public final class TlsContext {

    /** Makes what does TLS, by the JDK or another library, for one side. */
    @FunctionalInterface
    public interface Maker {

        /**
         * Makes it of a side's keys and of what decides whom it trusts.
         *
         * @param own null where the side has no certificate
         */
        SslContext make(
                TlsOptions options,
                boolean isServer,
                @Nullable X509ExtendedKeyManager own,
                X509ExtendedTrustManager trust)
                throws SSLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(TlsContext.class);

    private static final long LOOK_MILLIS = 1_000;

    private static final int CLIENTS_MAX = 64;
    private static final Map<Client, TlsContext> CLIENTS = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Client, TlsContext> eldest) {
            return size() > CLIENTS_MAX;
        }
    };

    private final TlsOptions options;
    private final boolean isServer;
    private final Maker maker;
    private List<Object> stamps;
    private long lookedNanos = System.nanoTime();
    private volatile SslContext current;

    private TlsContext(TlsOptions options, boolean isServer, Maker maker) {
        this.options = options;
        this.isServer = isServer;
        this.maker = maker;
        this.stamps = stamps(); // before the files are read: a change in between is seen later
        this.current = load();
    }

    /**
     * The context of a listener.
     *
     * <p><b>Errors:</b> {@link dev.socle.transport.ConnectionException} with reason {@code ADDRESS_UNUSABLE} that names the
     * address, and what cannot be used.
     */
    public static Mono<TlsContext> toListen(Address address, TlsOptions options, Maker maker) {
        return read("Cannot listen at " + address, () -> server(options, maker));
    }

    /** The context of clients with these options, refreshed; errors as for a listener. */
    public static Mono<TlsContext> toConnect(Address address, TlsOptions options, Maker maker) {
        return read("Cannot connect to " + address, () -> client(options, maker));
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

    private static TlsContext server(TlsOptions options, Maker maker) {
        if (options.identity() == null) {
            throw new IllegalArgumentException(
                    "a listener needs a certificate and its key; name them with TlsOptions.withIdentity");
        }
        if (options.requiresClientCertificate() && options.trusted() == null) {
            throw new IllegalArgumentException("clients must show a certificate, but of which authority is not said;"
                    + " name it with TlsOptions.withTrusted");
        }
        return new TlsContext(options, true, maker);
    }

    private static TlsContext client(TlsOptions options, Maker maker) {
        synchronized (CLIENTS) {
            Client client = new Client(options, maker);
            TlsContext known = CLIENTS.get(client);
            if (known == null) {
                known = new TlsContext(options, false, maker);
                CLIENTS.put(client, known);
            }
            known.refresh();
            return known;
        }
    }

    /** Looks at the files as long as a listener needs them. */
    public Disposable refreshing() {
        return Schedulers.boundedElastic()
                .schedulePeriodically(this::refresh, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Reads the files again if they have changed; what cannot be used is logged once, and what was there stays. */
    private synchronized void refresh() {
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

    /** Of these options. */
    public TlsOptions options() {
        return options;
    }

    /** What does TLS for new connections. */
    public SslContext current() {
        return current;
    }

    private SslContext load() {
        try {
            return maker.make(options, isServer, own(), new PeerTrust(trust()));
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

    private record Client(TlsOptions options, Maker maker) {}
}
