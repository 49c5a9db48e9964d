package dev.socle.names;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A claim to a name with a time to live, held until it is closed.
 *
 * <p><b>Threading:</b> any thread.
 */
public interface Registration {

    /** Where a registration stands. */
    enum State {
        /** The name server has it, and has heard of it within its time to live. */
        ACTIVE,
        /** The name server may have dropped it: it is being registered again. */
        LOST,
        /** It is over: closed by its owner, or replaced by a later incarnation. */
        CLOSED
    }

    /** What is registered, with the incarnation that the name server accepted. */
    Endpoint endpoint();

    /** Where it stands now. */
    State state();

    /**
     * Each change of state, beginning with the present one; a slow subscriber sees the newest. Completes after
     * {@link State#CLOSED}.
     *
     * <p><b>Errors:</b> {@link dev.socle.messaging.session.InteractionException} with {@link NameErrors#CONFLICT} when a
     * later incarnation of the instance took its place, or with the code with which the name server refuses it.
     */
    Flux<State> states();

    /**
     * Deregisters; completes when the name server has confirmed it, or when it cannot be asked: then the claim ends with its
     * time to live. Nothing happens before the subscription; more than one do no harm.
     */
    Mono<Void> close();
}
