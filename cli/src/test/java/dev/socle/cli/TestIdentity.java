package dev.socle.cli;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files with a certificate for this machine.
 *
 * @param authority trusts it
 * @param certificate is for localhost and 127.0.0.1
 * @param key of the certificate
 */
record TestIdentity(String authority, String certificate, String key) {

    /** Makes one in a folder. */
    static TestIdentity in(Path folder) throws Exception {
        X509Bundle issuer = new CertificateBuilder()
                .subject("CN=authority")
                .ecp256()
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        X509Bundle own = new CertificateBuilder()
                .subject("CN=somebody")
                .ecp256()
                .addSanDnsName("localhost")
                .addSanIpAddress("127.0.0.1")
                .buildIssuedBy(issuer);
        return new TestIdentity(
                file(folder, "authority.pem", issuer.getCertificatePEM()),
                file(folder, "own.pem", own.getCertificatePathPEM()),
                file(folder, "own.key", own.getPrivateKeyPEM()));
    }

    private static String file(Path folder, String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
