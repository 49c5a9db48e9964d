package dev.socle.transport;

import java.util.List;

/**
 * What a transport knows of who is at the other end of a connection, and vouches for: it comes from the system or from a
 * certificate that was checked, never from what the other side says of itself.
 */
public sealed interface PeerIdentity {

    /** Nothing is known, as with {@code tcp} and {@code local}. */
    static PeerIdentity unknown() {
        return Unknown.INSTANCE;
    }

    /** Nobody vouches for the other side. */
    enum Unknown implements PeerIdentity {
        INSTANCE
    }

    /**
     * A process of the same machine, as the system knew it when it connected or began to listen.
     *
     * @param pid its process id, which the system may have given to another process since
     * @param uid the numeric id of its user
     * @param gid the numeric id of its user's first group
     */
    record LocalProcess(int pid, int uid, int gid) implements PeerIdentity {}

    /**
     * Who holds the key of a certificate that this side trusts. The names are the certificate's subject alternative names;
     * its common name is no identity and is not here.
     *
     * @param uris names in the form of a URI, such as {@code spiffe://example.org/greeter}
     * @param dnsNames names of hosts
     */
    record CertificateHolder(List<String> uris, List<String> dnsNames) implements PeerIdentity {

        public CertificateHolder {
            uris = List.copyOf(uris);
            dnsNames = List.copyOf(dnsNames);
        }
    }
}
