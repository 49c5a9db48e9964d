package dev.socle.messaging.session;

import reactor.core.publisher.Mono;

/** Decides, for each connection, whether its set-up is accepted and who answers its requests. */
@FunctionalInterface
public interface SessionAcceptor {

    /**
     * Completes with the handler of this session; until then nothing more is read from it.
     *
     * <p><b>Threading:</b> called on the connection's event loop: must not block; may complete anywhere.
     * <p><b>Errors:</b> an error refuses the set-up, with its text only if it is an {@link InteractionException}; any other
     * is logged, one in ten seconds for each server.
     */
    Mono<RequestHandler> accept(Session session);

    /** Accepts everybody with one handler. */
    static SessionAcceptor of(RequestHandler handler) {
        Mono<RequestHandler> always = Mono.just(handler);
        return session -> always;
    }
}
