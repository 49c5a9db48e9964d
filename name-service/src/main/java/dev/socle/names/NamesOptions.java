package dev.socle.names;

import dev.socle.messaging.session.SessionOptions;
import java.time.Duration;
import java.util.Set;

/**
 * What a client of a name server is told.
 *
 * @param session options of its session with the name server; default those of every session, but a keep-alive each 5 s
 *     and 20 s to live, so that a name server that fell silent is noticed before claims lapse
 * @param timeout how long one question to the name server, and the wait for a name's first usable session, may take;
 *     default 5 s
 * @param holdBack how long a view that a restarted name server gives, and that lacks more than half of what was known, is
 *     held back; default 30 s
 * @param schemesAllowed schemes of addresses that are called when the name server gives them; empty, the default, for all
 *     that have a transport here
 * @param watchesMax services that may be watched at a time; default 1,000
 * @param connectionsMax instances of one service that are connected to at a time; default 64, of a larger service a
 *     part that differs from client to client
 */
public record NamesOptions(
        SessionOptions session,
        Duration timeout,
        Duration holdBack,
        Set<String> schemesAllowed,
        int watchesMax,
        int connectionsMax) {

    private static final NamesOptions DEFAULTS = new NamesOptions(
            SessionOptions.defaults().withKeepAlive(Duration.ofSeconds(5), Duration.ofSeconds(20)),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Set.of(),
            1_000,
            64);

    public NamesOptions {
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: at least 1 ms)");
        }
        if (holdBack.isNegative()) {
            throw new IllegalArgumentException("holdBack: " + holdBack + " (expected: >= 0)");
        }
        if (watchesMax < 1 || connectionsMax < 1) {
            throw new IllegalArgumentException(
                    "watchesMax, connectionsMax: " + watchesMax + ", " + connectionsMax + " (expected: > 0)");
        }
        schemesAllowed = Set.copyOf(schemesAllowed);
    }

    /** The defaults that stand with each component. */
    public static NamesOptions defaults() {
        return DEFAULTS;
    }

    /** A copy with other {@link #session} options. */
    public NamesOptions withSession(SessionOptions value) {
        return new NamesOptions(value, timeout, holdBack, schemesAllowed, watchesMax, connectionsMax);
    }

    /** A copy with another {@link #timeout}. */
    public NamesOptions withTimeout(Duration value) {
        return new NamesOptions(session, value, holdBack, schemesAllowed, watchesMax, connectionsMax);
    }

    /** A copy with another {@link #holdBack}. */
    public NamesOptions withHoldBack(Duration value) {
        return new NamesOptions(session, timeout, value, schemesAllowed, watchesMax, connectionsMax);
    }

    /** A copy with other {@link #schemesAllowed}. */
    public NamesOptions withSchemesAllowed(Set<String> value) {
        return new NamesOptions(session, timeout, holdBack, value, watchesMax, connectionsMax);
    }

    /** A copy with another {@link #watchesMax}. */
    public NamesOptions withWatchesMax(int value) {
        return new NamesOptions(session, timeout, holdBack, schemesAllowed, value, connectionsMax);
    }

    /** A copy with another {@link #connectionsMax}. */
    public NamesOptions withConnectionsMax(int value) {
        return new NamesOptions(session, timeout, holdBack, schemesAllowed, watchesMax, value);
    }
}
