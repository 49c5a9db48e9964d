package dev.socle.messaging.interop;

import reactor.core.publisher.Mono;

/** One end of an open connection. A stream that the other side fails ends with a {@link Refusal}. */
interface End extends Party {

    /** Ends when the connection does, in error if it broke. */
    Mono<Void> onClose();

    boolean isClosed();

    /** Closes the connection now. */
    void close();
}
