package dev.socle.examples.ladder.service;

import dev.socle.messaging.service.Idempotent;
import reactor.core.publisher.Mono;

/** The exchange as Java says it; its route is {@code welcome.greet}. */
public interface Welcome {

    /** Greets a person; twice does no harm, so a call that an instance took to its end may go to another one. */
    @Idempotent
    Mono<Greeting> greet(Person who);

    /** Who is to be greeted. */
    record Person(String name) {}

    /** The answer. */
    record Greeting(String text) {}
}
