package dev.socle.transport.quic;

import io.netty.handler.ssl.OpenSslCertificateException;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Decides as another does, and has the other side told that its certificate is the reason: the codec would name an internal
 * error for all that it does not know.
 */
final class QuicTrust extends X509ExtendedTrustManager {

    /** The code of OpenSSL for a certificate that is not accepted; the alert for it is {@code bad_certificate}. */
    private static final int CERTIFICATE_REJECTED = 28;

    private final X509ExtendedTrustManager decider;

    QuicTrust(X509ExtendedTrustManager decider) {
        this.decider = decider;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            decider.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException fault) {
            throw rejected(fault);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            decider.checkClientTrusted(chain, authType, engine);
        } catch (CertificateException fault) {
            throw rejected(fault);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        decider.checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        decider.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        decider.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        decider.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return decider.getAcceptedIssuers();
    }

    private static CertificateException rejected(CertificateException fault) {
        return new OpenSslCertificateException(fault, CERTIFICATE_REJECTED);
    }
}
