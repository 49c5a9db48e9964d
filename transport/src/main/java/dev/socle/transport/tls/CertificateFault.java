package dev.socle.transport.tls;

import dev.socle.transport.ConnectionException.Reason;
import java.security.cert.CertificateException;

/** A certificate is not accepted here; the message says why and what to do, without saying whose it is. */
final class CertificateFault extends CertificateException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    CertificateFault(Reason reason, String message, CertificateException cause) {
        super(message, cause);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
