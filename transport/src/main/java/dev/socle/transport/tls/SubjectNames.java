package dev.socle.transport.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The subject alternative names of a certificate: whom it is for.
 *
 * @param uris URIs
 * @param dnsNames names of hosts
 * @param ipAddresses addresses of hosts
 */
record SubjectNames(List<String> uris, List<String> dnsNames, List<String> ipAddresses) {

    /** Kinds of general names, RFC 5280 section 4.2.1.6. */
    private static final int DNS = 2;

    private static final int URI = 6;
    private static final int IP = 7;

    static SubjectNames of(X509Certificate certificate) {
        SubjectNames names = new SubjectNames(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                all.forEach(name -> names.add((Integer) name.get(0), name.get(1)));
            }
        } catch (CertificateParsingException malformed) {
            return new SubjectNames(List.of(), List.of(), List.of()); // it names nobody
        }
        return names;
    }

    /** Whether it is for no host. */
    boolean namesNoHost() {
        return dnsNames.isEmpty() && ipAddresses.isEmpty();
    }

    private void add(int kind, Object name) {
        switch (kind) {
            case DNS -> dnsNames.add(name.toString());
            case URI -> uris.add(name.toString());
            case IP -> ipAddresses.add(name.toString());
            default -> {} // names of another world
        }
    }

    @Override
    public String toString() {
        List<String> all = new ArrayList<>(dnsNames);
        all.addAll(ipAddresses);
        all.addAll(uris);
        return all.isEmpty() ? "none" : String.join(", ", all);
    }
}
