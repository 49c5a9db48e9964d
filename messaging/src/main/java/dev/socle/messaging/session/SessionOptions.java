package dev.socle.messaging.session;

import dev.socle.messaging.codec.MimeType;
import dev.socle.transport.ConnectionOptions;
import java.time.Duration;

/**
 * Everything that a session can be told, with its limits.
 *
 * @param connection what its transport is told
 * @param metadataMimeType announced by a client; default composite metadata
 * @param dataMimeType announced by a client; default JSON
 * @param keepAlive how often a client sends a keep-alive; default 20 s
 * @param lifetime silence after which the other side is taken for dead; default 90 s, at most 5 min
 * @param limits what is refused, held or cut
 */
public record SessionOptions(
        ConnectionOptions connection,
        MimeType metadataMimeType,
        MimeType dataMimeType,
        Duration keepAlive,
        Duration lifetime,
        SessionLimits limits) {

    private static final SessionOptions DEFAULTS = new SessionOptions(
            ConnectionOptions.defaults(),
            MimeType.COMPOSITE_METADATA,
            MimeType.JSON,
            Duration.ofSeconds(20),
            Duration.ofSeconds(90),
            SessionLimits.defaults());

    public SessionOptions {
        positive("keepAlive", keepAlive);
        positive("lifetime", lifetime);
        if (lifetime.compareTo(keepAlive) <= 0) {
            throw new IllegalArgumentException(
                    "lifetime: " + lifetime + " (expected: more than keepAlive, " + keepAlive + ")");
        }
    }

    /** The defaults that stand with each component. */
    public static SessionOptions defaults() {
        return DEFAULTS;
    }

    /** A copy with other {@link #connection} options. */
    public SessionOptions withConnection(ConnectionOptions value) {
        return new SessionOptions(value, metadataMimeType, dataMimeType, keepAlive, lifetime, limits);
    }

    /** A copy that announces another representation of data. */
    public SessionOptions withDataMimeType(MimeType value) {
        return new SessionOptions(connection, metadataMimeType, value, keepAlive, lifetime, limits);
    }

    /** A copy that announces another representation of metadata. */
    public SessionOptions withMetadataMimeType(MimeType value) {
        return new SessionOptions(connection, value, dataMimeType, keepAlive, lifetime, limits);
    }

    /** A copy with another rhythm of keep-alives. */
    public SessionOptions withKeepAlive(Duration every, Duration deadAfter) {
        return new SessionOptions(connection, metadataMimeType, dataMimeType, every, deadAfter, limits);
    }

    /** A copy with other {@link #limits}. */
    public SessionOptions withLimits(SessionLimits value) {
        return new SessionOptions(connection, metadataMimeType, dataMimeType, keepAlive, lifetime, value);
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
