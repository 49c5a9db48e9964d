package dev.socle.messaging.session;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Where the next stream finds its session: one connection, or a balanced choice among many.
 *
 * <p><b>Threading:</b> any thread; must neither block nor lock, for it stands on the path of every request.
 */
public interface SessionSource {

    /** An open session to use now, or null when {@link #connect} has to be awaited. */
    @Nullable
    Session current();

    /**
     * An open session as soon as there is one.
     *
     * <p><b>Errors:</b> {@link dev.socle.transport.ConnectionException} when none can be had.
     */
    Mono<Session> connect();

    /**
     * Whether a request that failed and may be sent again should be, now: the source's retry budget.
     *
     * @param attempts how often it was sent so far, at least 1
     */
    default boolean mayRetry(int attempts) {
        return false;
    }
}
