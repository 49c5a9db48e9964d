package dev.socle.messaging.oncrpc;

import org.jspecify.annotations.Nullable;

/**
 * Decides who may call a server.
 *
 * <p><b>Threading:</b> called on event loops; must not block.
 */
@FunctionalInterface
public interface CallerCheck {

    /** Why a caller is refused, or null when it is welcome. */
    @Nullable
    AuthStatus refusal(RpcCaller caller);
}
