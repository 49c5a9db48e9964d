package dev.socle.transport.tls;

import dev.socle.transport.PeerIdentity;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Finds out who is at the other end of a TLS session. */
public final class PeerNames {

    private PeerNames() {}

    /** The names in the certificate that the other side has shown, whose key it has. */
    public static PeerIdentity in(SSLSession session) {
        try {
            SubjectNames names = SubjectNames.of((X509Certificate) session.getPeerCertificates()[0]);
            return new PeerIdentity.CertificateHolder(names.uris(), names.dnsNames());
        } catch (SSLPeerUnverifiedException noCertificate) {
            return PeerIdentity.unknown();
        }
    }
}
