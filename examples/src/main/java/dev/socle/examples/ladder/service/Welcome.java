package dev.socle.examples.ladder.service;

import reactor.core.publisher.Mono;

/** The exchange as Java says it; its route is {@code welcome.greet}. */
public interface Welcome {

    /** Greets a person. */
    Mono<Greeting> greet(Person who);

    /** Who is to be greeted. */
    record Person(String name) {}

    /** The answer. */
    record Greeting(String text) {}
}
