package dev.socle.transport.tls;

import dev.socle.transport.ConnectionException.Reason;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** A certificate is not accepted here; the message says why and what to do, without saying whose it is. */
final class CertificateFault extends CertificateException {

    private static final long serialVersionUID = 1L;
    private static final String KEY = CertificateFault.class.getName();

    private final Reason reason;

    CertificateFault(Reason reason, String message, CertificateException cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** The fault that was found in a handshake; TLS that is not of the JDK does not tell it. */
    static @Nullable CertificateFault of(SSLEngine engine) {
        return engine.getSession().getValue(KEY) instanceof CertificateFault fault ? fault : null;
    }

    /** This, after it was put where {@link #of} finds it. */
    CertificateFault keptIn(SSLEngine engine) {
        engine.getHandshakeSession().putValue(KEY, this);
        return this;
    }

    Reason reason() {
        return reason;
    }
}
