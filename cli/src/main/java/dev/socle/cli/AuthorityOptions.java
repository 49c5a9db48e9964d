package dev.socle.cli;

import dev.socle.transport.TlsOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Whose certificates this side believes where it connects, at {@code tls://}, {@code wss://} and {@code quic://}
 * addresses.
 */
final class AuthorityOptions {

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description =
                    "Trust the authorities of this PEM file where this connects to tls://…, wss://… or quic://…, in"
                            + " place of those that Java brings.")
    private @Nullable Path authorities;

    boolean isGiven() {
        return authorities != null;
    }

    /** Options with the authorities, if they were named. */
    TlsOptions applyTo(TlsOptions options) {
        return authorities == null ? options : options.withTrusted(authorities);
    }
}
