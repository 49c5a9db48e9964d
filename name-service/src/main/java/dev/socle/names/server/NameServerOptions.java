package dev.socle.names.server;

import dev.socle.messaging.session.SessionOptions;
import dev.socle.transport.Address;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a name server is told.
 *
 * @param listen where it listens; default {@code tcp://127.0.0.1:7111}
 * @param dataFolder where registrations outlive it, or null to keep them in memory only
 * @param session options of its sessions
 * @param limits what it refuses, keeps or holds back
 */
public record NameServerOptions(
        Address listen, @Nullable Path dataFolder, SessionOptions session, NameServerLimits limits) {

    private static final NameServerOptions DEFAULTS = new NameServerOptions(
            Address.of("tcp", "127.0.0.1", 7111), null, SessionOptions.defaults(), NameServerLimits.defaults());

    /** The defaults that stand with each component. */
    public static NameServerOptions defaults() {
        return DEFAULTS;
    }

    /** A copy that listens elsewhere. */
    public NameServerOptions withListen(Address value) {
        return new NameServerOptions(value, dataFolder, session, limits);
    }

    /** A copy that keeps its registrations in a folder. */
    public NameServerOptions withDataFolder(@Nullable Path value) {
        return new NameServerOptions(listen, value, session, limits);
    }

    /** A copy with other {@link #session} options. */
    public NameServerOptions withSession(SessionOptions value) {
        return new NameServerOptions(listen, dataFolder, value, limits);
    }

    /** A copy with other {@link #limits}. */
    public NameServerOptions withLimits(NameServerLimits value) {
        return new NameServerOptions(listen, dataFolder, session, value);
    }
}
