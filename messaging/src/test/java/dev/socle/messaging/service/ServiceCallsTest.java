package dev.socle.messaging.service;

import static dev.socle.messaging.service.Wire.PATIENCE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.socle.messaging.service.Greeter.Count;
import dev.socle.messaging.service.Greeter.Greeting;
import dev.socle.messaging.service.Greeter.Many;
import dev.socle.messaging.service.Greeter.Person;
import dev.socle.transport.BufferLeaks;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

@ExtendWith(BufferLeaks.class)
class ServiceCallsTest {

    private static final Person ADA = new Person("Ada");
    private static final Person BOB = new Person("Bob");

    @ParameterizedTest
    @ValueSource(strings = {"local", "tcp"})
    void everyStyleAnswersARequest(String scheme) throws Exception {
        try (Wire wire = wire(scheme)) {
            Greeter greeter = wire.proxy(Greeter.class);
            Greeting expected = new Greeting("Hello, Ada!");

            assertThat(greeter.greet(ADA).block(PATIENCE)).isEqualTo(expected);
            assertThat(greeter.greetLater(ADA).toCompletableFuture().get(10, SECONDS))
                    .isEqualTo(expected);
            assertThat(greeter.greetNow(ADA)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "tcp"})
    void severalArgumentsTravelInOrder(String scheme) {
        try (Wire wire = wire(scheme)) {
            Greeter greeter = wire.proxy(Greeter.class);

            assertThat(greeter.greetBoth(ADA, BOB, 2).block(PATIENCE))
                    .isEqualTo(new Greeting("Hello, Ada and Bob!Hello, Ada and Bob!"));
            assertThat(greeter.add(40, 2)).isEqualTo(42);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "tcp"})
    void aStreamGivesAsManyAsAreAskedFor(String scheme) {
        try (Wire wire = wire(scheme)) {
            Flux<Greeting> greetings = wire.proxy(Greeter.class).greetMany(new Many("Ada", 1_000));

            StepVerifier.create(greetings, 2)
                    .expectNext(new Greeting("Hello 1, Ada!"), new Greeting("Hello 2, Ada!"))
                    .thenRequest(1)
                    .expectNext(new Greeting("Hello 3, Ada!"))
                    .thenRequest(Long.MAX_VALUE)
                    .expectNextCount(997)
                    .expectComplete()
                    .verify(PATIENCE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "tcp"})
    void aChannelAnswersEachMessageInOrder(String scheme) {
        try (Wire wire = wire(scheme)) {
            Flux<String> texts = wire.proxy(Greeter.class)
                    .chat(Flux.range(1, 600).map(i -> new Person("P" + i)))
                    .map(Greeting::text);

            List<String> expected = Flux.range(1, 600)
                    .map(i -> "Hello, P" + i + "!")
                    .collectList()
                    .block();
            assertThat(texts.collectList().block(PATIENCE)).isEqualTo(expected);
            assertThat(texts.count().block(PATIENCE))
                    .as("a second subscription")
                    .isEqualTo(600);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "tcp"})
    void aChannelMayHaveOneAnswerOrNone(String scheme) throws Exception {
        try (Wire wire = wire(scheme)) {
            Greeter greeter = wire.proxy(Greeter.class);

            assertThat(greeter.countAll(Flux.just(ADA, BOB, ADA)).block(PATIENCE))
                    .isEqualTo(new Count(3));
            assertThat(greeter.countLater(Flux.just(ADA, BOB)).get(10, SECONDS)).isEqualTo(new Count(2));
            greeter.drain(Flux.just(ADA, BOB, ADA, BOB)).block(PATIENCE);
            assertThat(greeter.notes().block(PATIENCE)).isEqualTo(new Count(4));
            StepVerifier.create(greeter.countAll(Flux.empty())).verifyComplete();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "tcp"})
    void everyStyleSendsAndForgets(String scheme) throws Exception {
        try (Wire wire = wire(scheme)) {
            Greeter greeter = wire.proxy(Greeter.class);

            greeter.note(ADA).block(PATIENCE);
            greeter.noteLater(ADA).toCompletableFuture().get(10, SECONDS);
            greeter.noteNow(ADA);

            await().until(() -> greeter.notes().block(PATIENCE).count() == 3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "tcp"})
    void anAcknowledgedNoteHasBeenTakenWhenItCompletes(String scheme) {
        try (Wire wire = wire(scheme)) {
            Greeter greeter = wire.proxy(Greeter.class);

            greeter.noteSurely(ADA).block(PATIENCE);
            assertThat(greeter.notes().block(PATIENCE).count()).isEqualTo(1);
            greeter.noteSurelyNow(ADA);
            assertThat(greeter.notes().block(PATIENCE).count()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "tcp"})
    void aReactiveMethodDoesNothingBeforeItIsSubscribed(String scheme) {
        try (Wire wire = wire(scheme)) {
            Greeter greeter = wire.proxy(Greeter.class);

            var note = greeter.noteSurely(ADA);
            assertThat(greeter.notes().block(PATIENCE).count()).isZero();

            note.block(PATIENCE);
            note.block(PATIENCE);
            assertThat(greeter.notes().block(PATIENCE).count()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "tcp"})
    void aRenamedMethodIsFound(String scheme) {
        try (Wire wire = wire(scheme)) {
            assertThat(wire.proxy(Greeter.class).renamed("x").block(PATIENCE)).isEqualTo("x");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "tcp"})
    void aNullArgumentIsRefusedHere(String scheme) {
        try (Wire wire = wire(scheme)) {
            Greeter greeter = wire.proxy(Greeter.class);

            assertThatThrownBy(() -> greeter.greetBoth(ADA, null, 1))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("null for method Greeter.greetBoth (parameter #2)");
        }
    }

    private static Wire wire(String scheme) {
        return Wire.of(
                scheme,
                ServiceRouter.builder().add(Greeter.class, Greeter.polite()).build());
    }
}
