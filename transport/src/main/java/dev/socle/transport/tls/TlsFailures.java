package dev.socle.transport.tls;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.TlsOptions;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with TLS, said as a {@link ConnectionException}.
 *
 * @param what what failed and where, as the beginning of each message
 * @param scheme of the addresses
 * @param options of this side
 * @param isServer whether this side listens
 */
public record TlsFailures(String what, String scheme, TlsOptions options, boolean isServer) {

    /** How the JDK begins to name the alert that the other side has sent; it is not to be had in another form. */
    private static final String ALERT = "received fatal alert: ";

    /** What a client says. */
    public static TlsFailures ofConnect(Address address, TlsOptions options) {
        return new TlsFailures("Connect to " + address + " failed", address.scheme(), options, false);
    }

    /** What a listener says of one that was accepted. */
    public static TlsFailures ofAccepted(String remote, Address local, TlsOptions options) {
        return new TlsFailures(
                "Connection from " + remote + " to " + local + " was refused", local.scheme(), options, true);
    }

    /** Why a handshake has failed. */
    ConnectionException ofHandshake(Throwable failure) {
        CertificateFault fault = find(CertificateFault.class, failure);
        if (fault != null) {
            return failed(
                    fault.reason(),
                    "the certificate of the " + (isServer ? "client " : "server ") + fault.getMessage(),
                    failure);
        }
        if (find(NotSslRecordException.class, failure) != null) {
            return failed(
                    Reason.NOT_TLS,
                    isServer
                            ? "the client does not speak TLS; let it connect to a " + scheme + ":// address"
                            : "what listens there does not speak TLS; connect to a " + plainScheme()
                                    + ":// address, or give that listener a certificate",
                    failure);
        }
        if (find(SslHandshakeTimeoutException.class, failure) != null) {
            return failed(
                    Reason.CONNECT_TIMEOUT,
                    "the handshake took longer than handshakeTimeout " + options.handshakeTimeout()
                            + "; see that the other side speaks TLS, or allow more time",
                    failure);
        }
        SSLException tls = find(SSLException.class, failure);
        if (tls != null) {
            return ofTls(String.valueOf(tls.getMessage()), failure);
        }
        return failed(
                Reason.LOST,
                "the connection ended in the midst of the handshake (" + text(failure)
                        + "); the other side may not speak TLS, its log should say more",
                failure);
    }

    /** Why a handshake has failed that an engine has tried which keeps to itself what it thinks of certificates. */
    public ConnectionException ofHandshake(SSLEngine engine, Throwable failure) {
        CertificateFault fault = CertificateFault.of(engine);
        return ofHandshake(fault == null ? failure : fault);
    }

    /** Why the other side has ended a connection, by the number of its alert. */
    public ConnectionException ofAlert(int code, Throwable failure) {
        return ofAlert(alertName(code), failure);
    }

    /** Why a connection broke after its handshake; what has nothing to do with TLS stays as it is. */
    Throwable afterHandshake(Throwable failure) {
        SSLException tls = find(SSLException.class, failure);
        return tls == null ? failure : ofTls(String.valueOf(tls.getMessage()), failure);
    }

    /** The other side or somebody between has ended the connection without saying that nothing was cut off. */
    IOException cutOff() {
        return new IOException("it ended without close_notify, so something may have been cut off");
    }

    private String plainScheme() {
        return scheme.equals("wss") ? "ws" : "tcp";
    }

    private ConnectionException ofTls(String text, Throwable failure) {
        String said = text.toLowerCase(Locale.ROOT);
        int alertAt = said.indexOf(ALERT);
        if (alertAt >= 0) {
            return ofAlert(said.substring(alertAt + ALERT.length()), failure);
        }
        if (said.contains("empty client certificate chain") || said.contains("peer_did_not_return_a_certificate")) {
            return failed(
                    Reason.CERTIFICATE_MISSING,
                    "the client has shown no certificate, which is required here; give it one of the trusted authority",
                    failure);
        }
        if (said.contains("supported protocol versions") || said.contains("requested protocol")) {
            return versions(failure);
        }
        return failed(Reason.TLS_FAILED, text + "; compare the TLS options of both sides", failure);
    }

    /** The other side has said in one word what it does not like. */
    private ConnectionException ofAlert(String alert, Throwable failure) {
        boolean isCertificate = alert.contains("certificate") || alert.equals("unknown_ca");
        if (isCertificate && !isServer && options.identity() == null) {
            return failed(
                    Reason.CERTIFICATE_MISSING,
                    "the server requires a certificate of the client (alert " + alert
                            + "); name one with TlsOptions.withIdentity",
                    failure);
        }
        if (isCertificate) {
            return failed(
                    Reason.CERTIFICATE_REFUSED,
                    "the other side does not accept the certificate of this one (alert " + alert
                            + "); its log says why: see that the certificate is valid, for this host, and of an authority"
                            + " that is trusted there",
                    failure);
        }
        if (alert.contains("protocol_version")) {
            return versions(failure);
        }
        return failed(
                Reason.TLS_FAILED,
                "the other side has ended the handshake (alert " + alert + "); its log should say why",
                failure);
    }

    /** The names of RFC 8446, section 6, for what can go wrong between two that mean well. */
    private static String alertName(int code) {
        return switch (code) {
            case 40 -> "handshake_failure";
            case 42 -> "bad_certificate";
            case 43 -> "unsupported_certificate";
            case 44 -> "certificate_revoked";
            case 45 -> "certificate_expired";
            case 46 -> "certificate_unknown";
            case 48 -> "unknown_ca";
            case 70 -> "protocol_version";
            case 116 -> "certificate_required";
            case 120 -> "no_application_protocol";
            default -> Integer.toString(code);
        };
    }

    private ConnectionException versions(Throwable failure) {
        return failed(
                Reason.TLS_VERSION,
                "the two sides have no version of TLS in common, this one has "
                        + (options.allowsTls12()
                                ? "1.3 and 1.2"
                                : "1.3; allow 1.2 with TlsOptions.withAllowsTls12(true)")
                        + (options.allowsTls12() ? "; renew the other side" : ", or better renew the other side"),
                failure);
    }

    private ConnectionException failed(Reason reason, String why, Throwable failure) {
        return new ConnectionException(reason, what + ": " + why, failure);
    }

    private static <T extends Throwable> @Nullable T find(Class<T> type, Throwable failure) {
        Throwable each = failure;
        for (int depth = 0; each != null && depth < 16; depth++) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
            each = each.getCause();
        }
        return null;
    }

    private static String text(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
