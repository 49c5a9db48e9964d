package dev.socle.messaging.oncrpc;

import reactor.core.publisher.Mono;

/** How the calls of a client leave, and their replies come back. */
interface CallPath {

    /** Calls a procedure at each subscription. */
    Mono<Object[]> call(Procedure procedure, Object[] arguments);

    /** Closes it; calls that wait fail. Completes when that is done. */
    Mono<Void> close();
}
