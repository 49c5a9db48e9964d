package dev.socle.transport;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** Certificates for tests, in files that go with the process. */
public final class TestCertificates {

    private static final Path FOLDER = makeFolder();

    private TestCertificates() {}

    /** An authority of a name. */
    public static X509Bundle authority(String name) {
        return build(subject(name).setIsCertificateAuthority(true), null);
    }

    /** A certificate of an authority; the rest is set by the caller. */
    public static X509Bundle issue(X509Bundle authority, Consumer<CertificateBuilder> details) {
        CertificateBuilder builder = subject("somebody");
        details.accept(builder);
        return build(builder, authority);
    }

    /** A certificate of an authority for this machine, as a server or a client. */
    public static X509Bundle forLoopback(X509Bundle authority) {
        return issue(authority, TestCertificates::loopback);
    }

    /** Names this machine by all its names. */
    public static void loopback(CertificateBuilder builder) {
        builder.addSanDnsName("localhost").addSanIpAddress("127.0.0.1").addSanIpAddress("::1");
    }

    /** Builds a certificate that nobody but itself vouches for. */
    public static X509Bundle selfSigned() {
        CertificateBuilder builder = subject("myself").setIsCertificateAuthority(true);
        loopback(builder);
        return build(builder, null);
    }

    /** Options with which a listener shows a certificate, and a client trusts its authority. */
    public static TlsOptions both() {
        return Both.OPTIONS;
    }

    /** Options with time enough for the slowest machine. */
    public static TlsOptions patient() {
        return TlsOptions.defaults().withHandshakeTimeout(Duration.ofSeconds(60));
    }

    /** Patient options with a certificate. */
    public static TlsOptions showing(X509Bundle certificate) {
        return patient().withIdentity(chainFile(certificate), keyFile(certificate));
    }

    public static Path chainFile(X509Bundle certificate) {
        return file(certificate.getCertificatePathPEM());
    }

    public static Path keyFile(X509Bundle certificate) {
        return file(certificate.getPrivateKeyPEM());
    }

    public static Path authorityFile(X509Bundle authority) {
        return file(authority.getCertificatePEM());
    }

    private static CertificateBuilder subject(String name) {
        Instant now = Instant.now();
        return new CertificateBuilder()
                .subject("CN=" + name)
                .ecp256()
                .notBefore(now.minus(1, ChronoUnit.DAYS))
                .notAfter(now.plus(1, ChronoUnit.DAYS));
    }

    private static X509Bundle build(CertificateBuilder builder, X509Bundle issuer) {
        try {
            return issuer == null ? builder.buildSelfSigned() : builder.buildIssuedBy(issuer);
        } catch (Exception e) {
            throw new AssertionError("no certificate", e);
        }
    }

    private static Path file(String text) {
        try {
            Path file = Files.createTempFile(FOLDER, "socle", ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path makeFolder() {
        try {
            Path folder = Files.createTempDirectory("socle");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Made when first asked for. */
    private static final class Both {
        static final X509Bundle AUTHORITY = authority("Socle test authority");
        static final TlsOptions OPTIONS = showing(forLoopback(AUTHORITY)).withTrusted(authorityFile(AUTHORITY));
    }
}
