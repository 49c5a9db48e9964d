package dev.socle.cli;

import dev.socle.messaging.session.SessionOptions;
import dev.socle.transport.Address;
import dev.socle.transport.TlsOptions;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that asks a remote side can be told. */
final class RemoteOptions {

    static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** A process that has just begun is slow: a short timeout is meant for the other side. */
    private static final Duration CONNECT_MIN = Duration.ofSeconds(2);

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long to wait for an answer, such as 500ms, 5s or 1m; to connect takes up to 2s in any"
                    + " case. Default: 5s; between the messages of a stream without end.")
    private @Nullable Duration timeout;

    @Option(
            names = "--names",
            paramLabel = "ADDRESS",
            description = "The name server, for name://… targets. Default: $SOCLE_NAMES, else tcp://127.0.0.1:7111.")
    private @Nullable Address names;

    @Mixin
    private AuthorityOptions authorities;

    @Mixin
    private CertificateOptions certificate;

    /** How long to wait for one answer. */
    Duration timeout() {
        return timeout == null ? TIMEOUT : timeout;
    }

    /** How long nothing may come of a stream; null for ever. */
    @Nullable
    Duration silenceMax() {
        return timeout;
    }

    /** How sessions are made. */
    SessionOptions sessions() {
        SessionOptions defaults = SessionOptions.defaults();
        Duration connect = timeout().compareTo(CONNECT_MIN) > 0 ? timeout() : CONNECT_MIN;
        return defaults.withConnection(
                defaults.connection().withConnectTimeout(connect).withTls(tls()));
    }

    private TlsOptions tls() {
        return certificate.applyTo(authorities.applyTo(TlsOptions.defaults()));
    }

    /** Where the name server is. */
    Address names(Map<String, String> env) {
        return names != null ? names : NameServerAddress.of(env);
    }

    /** Who said where the name server is. */
    String namesOrigin(Map<String, String> env) {
        return names != null ? "--names" : NameServerAddress.origin(env);
    }
}
