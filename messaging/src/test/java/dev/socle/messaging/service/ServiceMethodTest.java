package dev.socle.messaging.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.service.Greeter.Greeting;
import dev.socle.messaging.service.Greeter.Person;
import dev.socle.messaging.session.Interaction;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ServiceMethodTest {

    @ParameterizedTest
    @CsvSource({
        "greet, REQUEST_RESPONSE, REACTIVE",
        "greetLater, REQUEST_RESPONSE, STAGE",
        "greetNow, REQUEST_RESPONSE, BLOCKING",
        "greetBoth, REQUEST_RESPONSE, REACTIVE",
        "greetMany, REQUEST_STREAM, REACTIVE",
        "chat, REQUEST_CHANNEL, REACTIVE",
        "countAll, REQUEST_CHANNEL, REACTIVE",
        "countLater, REQUEST_CHANNEL, STAGE",
        "drain, REQUEST_CHANNEL, REACTIVE",
        "note, FIRE_AND_FORGET, REACTIVE",
        "noteLater, FIRE_AND_FORGET, STAGE",
        "noteNow, FIRE_AND_FORGET, BLOCKING",
        "noteSurely, REQUEST_RESPONSE, REACTIVE",
        "noteSurelyNow, REQUEST_RESPONSE, BLOCKING",
        "notes, REQUEST_RESPONSE, REACTIVE",
        "add, REQUEST_RESPONSE, BLOCKING",
    })
    void readsInteractionAndStyleFromTheSignature(String name, Interaction interaction, Style style) {
        ServiceMethod method = method(Greeter.class, name);

        assertThat(method.interaction()).isEqualTo(interaction);
        assertThat(method.style()).isEqualTo(style);
        assertThat(method.route()).isEqualTo("greeter." + name);
    }

    @Test
    void readsWhatTravels() {
        ServiceMethod greet = method(Greeter.class, "greet");
        ServiceMethod chat = method(Greeter.class, "chat");
        ServiceMethod add = method(Greeter.class, "add");
        ServiceMethod note = method(Greeter.class, "note");

        assertThat(greet.parameterTypes()).containsExactly(Person.class);
        assertThat(greet.resultType()).isEqualTo(Greeting.class);
        assertThat(chat.parameterTypes()).containsExactly(Person.class);
        assertThat(chat.resultType()).isEqualTo(Greeting.class);
        assertThat(add.parameterTypes()).containsExactly(int.class, int.class);
        assertThat(note.hasResult()).isFalse();
        assertThat(note).hasToString("Greeter.note");
    }

    @Test
    void readsAnnotations() {
        assertThat(method(Greeter.class, "notes").isIdempotent()).isTrue();
        assertThat(method(Greeter.class, "greet").isIdempotent()).isFalse();
        assertThat(method(Greeter.class, "renamed").route()).isEqualTo("greeter.known-as");
        assertThat(method(Named.class, "slow").service()).isEqualTo("other.name_1");
        assertThat(method(Named.class, "slow").deadlineMillis()).isEqualTo(1_500);
        assertThat(method(Greeter.class, "greet").deadlineMillis()).isZero();
    }

    @Test
    void leavesOutWhatIsNoRouteAndTakesWhatIsInherited() {
        List<String> routes = ServiceMethod.parse(Derived.class).stream()
                .map(ServiceMethod::route)
                .toList();

        assertThat(routes).containsExactly("derived.own", "derived.slow");
    }

    @Test
    void ordersByRoute() {
        assertThat(ServiceMethod.parse(Greeter.class))
                .hasSize(17)
                .isSortedAccordingTo(Comparator.comparing(ServiceMethod::route));
    }

    static ServiceMethod method(Class<?> service, String name) {
        return ServiceMethod.parse(service).stream()
                .collect(Collectors.toMap(method -> method.declaration().getName(), Function.identity()))
                .get(name);
    }

    @Service("other.name_1")
    interface Named {
        @Deadline(millis = 1_500)
        CompletionStage<List<String>> slow(String[] names);
    }

    interface Derived extends Named {
        Flux<Person> own(Flux<List<Person>> people);

        default Mono<String> local() {
            return Mono.empty();
        }

        static int helper() {
            return 1;
        }

        @Override
        boolean equals(Object other);
    }
}
