package dev.socle.transport.tls;

import dev.socle.transport.ConnectionException.Reason;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Checks certificates as the JDK does, and says of those that fail why, in a form that programs can read. */
final class PeerTrust extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager jdk;

    PeerTrust(X509ExtendedTrustManager jdk) {
        this.jdk = jdk;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            jdk.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException failure) {
            throw diagnosed(chain, failure, isTrustedServer(chain, authType), host(engine))
                    .keptIn(engine);
        }
        if (SubjectNames.of(chain[0]).namesNoHost()) { // the JDK has taken the common name then
            throw otherHost(chain, new CertificateException("no subject alternative name"), host(engine))
                    .keptIn(engine);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            jdk.checkClientTrusted(chain, authType, engine);
        } catch (CertificateException failure) {
            throw diagnosed(chain, failure, false, "").keptIn(engine);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        jdk.checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        jdk.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        jdk.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        jdk.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return jdk.getAcceptedIssuers();
    }

    private static String host(SSLEngine engine) {
        return engine.getHandshakeSession().getPeerHost();
    }

    /** Whether a chain is good as such, so that only the host can be wrong. */
    private boolean isTrustedServer(X509Certificate[] chain, String authType) {
        try {
            jdk.checkServerTrusted(chain, authType);
            return true;
        } catch (CertificateException notEvenThat) {
            return false;
        }
    }

    private static CertificateFault diagnosed(
            X509Certificate[] chain, CertificateException failure, boolean isOtherHost, String host) {
        for (X509Certificate each : chain) {
            try {
                each.checkValidity();
            } catch (CertificateExpiredException e) {
                return new CertificateFault(
                        Reason.CERTIFICATE_EXPIRED,
                        "expired on " + each.getNotAfter().toInstant() + "; renew it",
                        failure);
            } catch (CertificateNotYetValidException e) {
                return new CertificateFault(
                        Reason.CERTIFICATE_NOT_YET_VALID,
                        "is valid only from " + each.getNotBefore().toInstant()
                                + " on; wait for that, or set the clock of this machine",
                        failure);
            }
        }
        if (isOtherHost) {
            return otherHost(chain, failure, host);
        }
        boolean isSelfSigned = chain[0].getSubjectX500Principal().equals(chain[0].getIssuerX500Principal());
        return new CertificateFault(
                Reason.CERTIFICATE_UNTRUSTED,
                (isSelfSigned
                                ? "is self-signed and not among those that are trusted here"
                                : "comes from \""
                                        + chain[0].getIssuerX500Principal().getName()
                                        + "\" and does not lead to an authority that is trusted here")
                        + " (" + failure.getMessage()
                        + "); have it issued by such an authority, or trust its own with TlsOptions.withTrusted",
                failure);
    }

    private static CertificateFault otherHost(X509Certificate[] chain, CertificateException failure, String host) {
        return new CertificateFault(
                Reason.CERTIFICATE_WRONG_HOST,
                "is not for host \"" + host + "\", but for " + SubjectNames.of(chain[0])
                        + "; connect to a host that it names, or add this one to its subject alternative names",
                failure);
    }
}
