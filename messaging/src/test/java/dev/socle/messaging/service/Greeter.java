package dev.socle.messaging.service;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A service with every style and interaction. */
public interface Greeter {

    Mono<Greeting> greet(Person who);

    CompletionStage<Greeting> greetLater(Person who);

    Greeting greetNow(Person who);

    Mono<Greeting> greetBoth(Person first, Person second, int times);

    Flux<Greeting> greetMany(Many request);

    Flux<Greeting> chat(Flux<Person> people);

    Mono<Count> countAll(Publisher<Person> people);

    CompletableFuture<Count> countLater(Flux<Person> people);

    Mono<Void> drain(Flux<Person> people);

    Mono<Void> note(Person who);

    CompletionStage<Void> noteLater(Person who);

    void noteNow(Person who);

    @Route(acknowledged = true)
    Mono<Void> noteSurely(Person who);

    @Route(acknowledged = true)
    void noteSurelyNow(Person who);

    @Idempotent
    Mono<Count> notes();

    int add(int left, int right);

    @Route("known-as")
    Mono<String> renamed(String name);

    default Mono<Greeting> greetAda() {
        return greet(new Person("Ada"));
    }

    static Greeter polite() {
        return new Polite();
    }

    record Person(String name) {}

    record Greeting(String text) {}

    record Many(String name, int count) {}

    record Count(int count) {}

    /** Does what is asked. */
    final class Polite implements Greeter {
        private final AtomicInteger notes = new AtomicInteger();

        @Override
        public Mono<Greeting> greet(Person who) {
            return Mono.just(hello(who));
        }

        @Override
        public CompletionStage<Greeting> greetLater(Person who) {
            return CompletableFuture.supplyAsync(() -> hello(who));
        }

        @Override
        public Greeting greetNow(Person who) {
            return hello(who);
        }

        @Override
        public Mono<Greeting> greetBoth(Person first, Person second, int times) {
            String text = ("Hello, " + first.name() + " and " + second.name() + "!").repeat(times);
            return Mono.fromSupplier(() -> new Greeting(text));
        }

        @Override
        public Flux<Greeting> greetMany(Many request) {
            return Flux.range(1, request.count()).map(i -> new Greeting("Hello " + i + ", " + request.name() + "!"));
        }

        @Override
        public Flux<Greeting> chat(Flux<Person> people) {
            return people.map(Polite::hello);
        }

        @Override
        public Mono<Count> countAll(Publisher<Person> people) {
            return Flux.from(people).count().map(n -> new Count(n.intValue()));
        }

        @Override
        public CompletableFuture<Count> countLater(Flux<Person> people) {
            return countAll(people).toFuture();
        }

        @Override
        public Mono<Void> drain(Flux<Person> people) {
            return people.doOnNext(who -> notes.incrementAndGet()).then();
        }

        @Override
        public Mono<Void> note(Person who) {
            return Mono.fromRunnable(notes::incrementAndGet);
        }

        @Override
        public CompletionStage<Void> noteLater(Person who) {
            return CompletableFuture.runAsync(notes::incrementAndGet);
        }

        @Override
        public void noteNow(Person who) {
            notes.incrementAndGet();
        }

        @Override
        public Mono<Void> noteSurely(Person who) {
            return note(who);
        }

        @Override
        public void noteSurelyNow(Person who) {
            noteNow(who);
        }

        @Override
        public Mono<Count> notes() {
            return Mono.fromSupplier(() -> new Count(notes.get()));
        }

        @Override
        public int add(int left, int right) {
            return left + right;
        }

        @Override
        public Mono<String> renamed(String name) {
            return Mono.just(name);
        }

        private static Greeting hello(Person who) {
            return new Greeting("Hello, " + who.name() + "!");
        }
    }
}
