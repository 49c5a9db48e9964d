package dev.socle.cli.samples;

import java.util.concurrent.atomic.LongAdder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Says hello, and counts its notes. */
public final class CountingGreeter implements Greeter {

    private final LongAdder notes = new LongAdder();

    @Override
    public Mono<Greeting> greet(Person person) {
        return Mono.just(hello(person));
    }

    @Override
    public Flux<Greeting> greetMany(Repetition repetition) {
        Bounds.require("count", repetition.count(), 0, Integer.MAX_VALUE);
        return Flux.range(1, repetition.count()).map(i -> new Greeting("Hello " + i + ", " + repetition.name() + "!"));
    }

    @Override
    public Flux<Greeting> chat(Flux<Person> people) {
        return people.map(CountingGreeter::hello);
    }

    @Override
    public Mono<Void> note(Person person) {
        return Mono.fromRunnable(notes::increment);
    }

    @Override
    public Mono<NoteCount> notes() {
        return Mono.fromSupplier(() -> new NoteCount(notes.sum()));
    }

    private static Greeting hello(Person person) {
        return new Greeting("Hello, " + person.name() + "!");
    }
}
