package dev.socle.transport;

import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * With which certificates an encrypted transport works, and whose it trusts. A client always checks the server's
 * certificate and that it is for the host it asked for; nothing turns that off.
 *
 * <p>Files are read again when they have changed, for connections from then on and within a few seconds; while a changed
 * file cannot be used, what was read before stays in use, and the log says so.
 *
 * @param identity this side's certificate and key; default none, which a listener cannot do with
 * @param trusted file with the certificates, in PEM form, of the authorities that are trusted in place of those that the
 *     Java in use brings; null for these
 * @param requiresClientCertificate whether a listener turns clients away that show no certificate it trusts; default
 *     false
 * @param allowsTls12 whether TLS 1.2 will do where the other side has no TLS 1.3; default false
 * @param handshakeTimeout how long a handshake may take; default 5 s
 */
public record TlsOptions(
        @Nullable Identity identity,
        @Nullable Path trusted,
        boolean requiresClientCertificate,
        boolean allowsTls12,
        Duration handshakeTimeout) {

    /** A certificate with its key. */
    public sealed interface Identity {}

    /**
     * A certificate and its key in files, in PEM form.
     *
     * @param chain the certificate, then those of the authorities in between
     * @param key its private key as PKCS #8, not encrypted
     */
    public record PemFiles(Path chain, Path key) implements Identity {}

    /** A source of certificates and keys that chooses and renews them by itself, for example on a hardware token. */
    public record Keys(X509ExtendedKeyManager manager) implements Identity {}

    private static final TlsOptions DEFAULTS = new TlsOptions(null, null, false, false, Duration.ofSeconds(5));

    public TlsOptions {
        if (handshakeTimeout.isNegative() || handshakeTimeout.isZero()) {
            throw new IllegalArgumentException("handshakeTimeout: " + handshakeTimeout + " (expected: > 0)");
        }
    }

    /** The defaults that stand with each component. */
    public static TlsOptions defaults() {
        return DEFAULTS;
    }

    /** A copy with the certificate and the key of two PEM files. */
    public TlsOptions withIdentity(Path chain, Path key) {
        return withIdentity(new PemFiles(chain, key));
    }

    /** A copy with another {@link #identity}. */
    public TlsOptions withIdentity(Identity value) {
        return new TlsOptions(value, trusted, requiresClientCertificate, allowsTls12, handshakeTimeout);
    }

    /** A copy that trusts the authorities of another file. */
    public TlsOptions withTrusted(Path value) {
        return new TlsOptions(identity, value, requiresClientCertificate, allowsTls12, handshakeTimeout);
    }

    /** A copy with another {@link #requiresClientCertificate}. */
    public TlsOptions withRequiresClientCertificate(boolean value) {
        return new TlsOptions(identity, trusted, value, allowsTls12, handshakeTimeout);
    }

    /** A copy with another {@link #allowsTls12}. */
    public TlsOptions withAllowsTls12(boolean value) {
        return new TlsOptions(identity, trusted, requiresClientCertificate, value, handshakeTimeout);
    }

    /** A copy with another {@link #handshakeTimeout}. */
    public TlsOptions withHandshakeTimeout(Duration value) {
        return new TlsOptions(identity, trusted, requiresClientCertificate, allowsTls12, value);
    }
}
