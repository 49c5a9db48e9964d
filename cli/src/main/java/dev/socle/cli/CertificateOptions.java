package dev.socle.cli;

import dev.socle.transport.TlsOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** This side's certificate, for {@code tls://}, {@code wss://} and {@code quic://} addresses. */
final class CertificateOptions {

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            description =
                    "Show this certificate at tls://…, wss://… and quic://…: a PEM file, with those of the authorities in"
                            + " between.")
    private @Nullable Path certificate;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The private key of --cert: a PEM file with a PKCS #8 key that is not encrypted.")
    private @Nullable Path key;

    /** Options with the certificate, if one was named. */
    TlsOptions applyTo(TlsOptions options) {
        if (certificate == null && key == null) {
            return options;
        }
        if (certificate == null || key == null) {
            throw CommandFailure.usage("--cert and --key go together: " + (key == null ? "--key" : "--cert")
                    + " is missing, name its file");
        }
        return options.withIdentity(certificate, key);
    }
}
