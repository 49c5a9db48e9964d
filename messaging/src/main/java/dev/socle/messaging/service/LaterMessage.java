package dev.socle.messaging.service;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** A message of a channel that is not its first, and so needs no route. */
record LaterMessage(Object value) {

    /** Marks all messages but the first, for each subscriber. */
    static Flux<Object> mark(Publisher<?> messages) {
        return Flux.from(messages).index((position, message) -> position == 0 ? message : new LaterMessage(message));
    }

    /** The message itself. */
    static Object unwrap(Object message) {
        return message instanceof LaterMessage later ? later.value : message;
    }
}
