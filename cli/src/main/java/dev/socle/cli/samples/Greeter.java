package dev.socle.cli.samples;

import dev.socle.messaging.service.Idempotent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Greets people: each of the four interactions once. */
public interface Greeter {

    /** Greets one person. */
    @Idempotent
    Mono<Greeting> greet(Person person);

    /** Greets one person as often as was asked for. */
    Flux<Greeting> greetMany(Repetition repetition);

    /** Greets everybody who comes, in order. */
    Flux<Greeting> chat(Flux<Person> people);

    /** Takes note of a person; nothing comes back. */
    Mono<Void> note(Person person);

    /** How many notes were taken since the start. */
    @Idempotent
    Mono<NoteCount> notes();
}
