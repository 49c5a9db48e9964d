package dev.socle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands over TLS and over Unix sockets. */
class EncryptedTest {

    private static final String ADA = "{\"name\":\"Ada\"}";
    private static final String HELLO = "{\"text\":\"Hello, Ada!\"}\n";

    @TempDir
    private Path folder;

    private String authority;
    private String certificate;
    private String key;

    @BeforeEach
    void makeCertificates() throws Exception {
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
        authority = file("authority.pem", issuer.getCertificatePEM());
        certificate = file("own.pem", own.getCertificatePathPEM());
        key = file("own.key", own.getPrivateKeyPEM());
    }

    @Test
    void servesAtAddressesOfSeveralKindsAtOnce() throws Exception {
        String path = "unix://" + folder.resolve("a.sock");
        try (Running server = Running.socle(
                "serve", "tcp://127.0.0.1:0", path, "tls://127.0.0.1:0", "--cert", certificate, "--key", key)) {
            String tcp = server.address();
            String unix = server.address();
            String tls = server.address();
            assertThat(unix).isEqualTo(path);
            assertThat(tls).startsWith("tls://127.0.0.1:").doesNotEndWith(":0");

            assertThat(Ran.socle("call", tcp, "greeter.greet", ADA)).isEqualTo(new Ran(0, HELLO, ""));
            assertThat(Ran.socle("call", unix, "greeter.greet", ADA)).isEqualTo(new Ran(0, HELLO, ""));
            assertThat(Ran.socle("call", tls, "greeter.greet", ADA, "--ca", authority))
                    .isEqualTo(new Ran(0, HELLO, ""));
        }
        assertThat(folder.resolve("a.sock")).doesNotExist();
    }

    @Test
    void certificateOfAnUnknownAuthorityIsNotBelieved() throws Exception {
        try (Running server = Running.socle("serve", "tls://127.0.0.1:0", "--cert", certificate, "--key", key)) {
            Ran ran = Ran.socle("call", server.address(), "greeter.greet", ADA);

            assertThat(ran.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(ran.err())
                    .contains("does not lead to an authority that is trusted here", "--ca")
                    .hasLineCount(1);
        }
    }

    @Test
    void clientHasToShowACertificateWhenTheServerWantsOne() throws Exception {
        try (Running server = Running.socle(
                "serve", "tls://127.0.0.1:0", "--cert", certificate, "--key", key, "--client-ca", authority)) {
            String target = server.address();

            assertThat(Ran.socle(
                            "call",
                            target,
                            "greeter.greet",
                            ADA,
                            "--ca",
                            authority,
                            "--cert",
                            certificate,
                            "--key",
                            key))
                    .isEqualTo(new Ran(0, HELLO, ""));
            Ran ran = Ran.socle("call", target, "greeter.greet", ADA, "--ca", authority);

            assertThat(ran.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(ran.err()).contains("the server requires a certificate of the client", "--cert and --key");
        }
    }

    @Test
    void clientWithoutTlsIsToldToUseIt() throws Exception {
        try (Running server = Running.socle("serve", "tls://127.0.0.1:0", "--cert", certificate, "--key", key)) {
            Ran ran = Ran.socle("call", server.address().replace("tls:", "tcp:"), "greeter.greet", ADA);

            assertThat(ran.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(ran.err()).contains("connect to a tls:// address").hasLineCount(1);
        }
    }

    @Test
    void certificateAndKeyGoTogether() {
        Ran half = Ran.socle("serve", "tls://127.0.0.1:0", "--cert", certificate);
        assertThat(half.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(half.err()).contains("--cert and --key go together: --key is missing");

        Ran none = Ran.socle("serve", "tls://127.0.0.1:0");
        assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(none.err())
                .contains("a listener needs a certificate and its key")
                .hasLineCount(1);
    }

    private String file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
