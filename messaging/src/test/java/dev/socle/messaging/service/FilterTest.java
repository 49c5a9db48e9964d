package dev.socle.messaging.service;

import static dev.socle.messaging.service.Wire.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.socle.messaging.service.Greeter.Greeting;
import dev.socle.messaging.service.Greeter.Many;
import dev.socle.messaging.service.Greeter.Person;
import dev.socle.messaging.session.InteractionException;
import dev.socle.transport.BufferLeaks;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@ExtendWith(BufferLeaks.class)
class FilterTest {

    private static final Person ADA = new Person("Ada");

    private final List<String> log = new CopyOnWriteArrayList<>();

    @Test
    void theFirstFilterStandsOutermostOnBothSides() {
        ServiceRouter router =
                greeting().filter(noting("server 1")).filter(noting("server 2")).build();
        try (Wire wire = Wire.local(router)) {
            Greeter greeter = wire.proxies()
                    .filter(noting("client 1"))
                    .filter(noting("client 2"))
                    .build()
                    .of(Greeter.class);

            greeter.greet(ADA).block(PATIENCE);

            assertThat(log)
                    .containsExactly(
                            "client 1 greeter.greet",
                            "client 2 greeter.greet",
                            "server 1 greeter.greet",
                            "server 2 greeter.greet",
                            "server 2 end",
                            "server 1 end",
                            "client 2 end",
                            "client 1 end");
        }
    }

    @Test
    void filtersStandAroundEveryStyleAndInteraction() {
        try (Wire wire = Wire.local(greeting().filter(noting("server")).build())) {
            Greeter greeter = wire.proxies().filter(noting("client")).build().of(Greeter.class);

            assertThat(greeter.greetNow(ADA)).isEqualTo(new Greeting("Hello, Ada!"));
            assertThat(greeter.greetLater(ADA).toCompletableFuture().join()).isEqualTo(new Greeting("Hello, Ada!"));
            assertThat(greeter.greetMany(new Many("Ada", 3)).count().block(PATIENCE))
                    .isEqualTo(3);
            assertThat(greeter.chat(Flux.just(ADA, ADA)).count().block(PATIENCE))
                    .isEqualTo(2);
            greeter.noteSurelyNow(ADA);

            assertThat(log.stream().filter(line -> line.endsWith(" end"))).hasSize(10);
        }
    }

    @Test
    void aFilterIsAskedOncePerMethodAndNotPerCall() {
        AtomicInteger asked = new AtomicInteger();
        Filter counting = (method, next) -> {
            asked.incrementAndGet();
            return next;
        };
        try (Wire wire = Wire.local(greeting().filter(counting).build())) {
            assertThat(asked).hasValue(18); // with socle.inspect
            Greeter greeter = wire.proxies().filter(counting).build().of(Greeter.class);
            assertThat(asked).hasValue(35);

            greeter.greet(ADA).block(PATIENCE);
            greeter.greet(ADA).block(PATIENCE);

            assertThat(asked).hasValue(35);
        }
    }

    @Test
    void aFilterSeesTheCall() {
        AtomicReference<Invocation> client = new AtomicReference<>();
        AtomicReference<Invocation> server = new AtomicReference<>();
        try (Wire wire = Wire.local(greeting().filter(keeping(server)).build())) {
            Greeter greeter = wire.proxies().filter(keeping(client)).build().of(Greeter.class);

            greeter.greetBoth(ADA, new Person("Bob"), 2).block(PATIENCE);
            for (Invocation invocation : List.of(client.get(), server.get())) {
                assertThat(invocation.method().route()).isEqualTo("greeter.greetBoth");
                assertThat(invocation.arguments()).containsExactly(ADA, new Person("Bob"), 2);
                assertThat(invocation.argument(1)).isEqualTo(new Person("Bob"));
            }
            assertThat(client.get().session()).isNull();
            assertThat(server.get().session().remoteAddress())
                    .isEqualTo(wire.session().localAddress());

            greeter.greet(ADA).block(PATIENCE);
            assertThat(server.get().arguments()).containsExactly(ADA);
            assertThat(server.get().argument(0)).isEqualTo(ADA);
            assertThatThrownBy(() -> server.get().argument(1)).isInstanceOf(IndexOutOfBoundsException.class);

            greeter.notes().block(PATIENCE);
            assertThat(server.get().arguments()).isEmpty();
            assertThatThrownBy(() -> server.get().argument(0)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void aFilterMayAnswerInsteadOfTheMethod() {
        Filter cached = (method, next) -> invocation -> Mono.just(new Greeting("from the cache"));
        try (Wire wire = Wire.local(greeting().filter(cached).build())) {
            Greeter behind = wire.proxy(Greeter.class);
            Greeter before = wire.proxies()
                    .filter((method, next) -> invocation -> Flux.just(new Greeting("here")))
                    .build()
                    .of(Greeter.class);

            assertThat(behind.greet(ADA).block(PATIENCE)).isEqualTo(new Greeting("from the cache"));
            assertThat(behind.greetNow(ADA)).isEqualTo(new Greeting("from the cache"));
            assertThat(before.greet(ADA).block(PATIENCE)).isEqualTo(new Greeting("here"));
            assertThat(before.greetMany(new Many("Ada", 9)).collectList().block(PATIENCE))
                    .hasSize(1);
        }
    }

    @Test
    void aSecondAnswerToOneRequestIsAnError() {
        Filter many = (method, next) -> invocation -> Flux.range(1, 3).map(i -> new Greeting("Hello " + i));
        try (Wire wire = Wire.local(greeting().filter(many).build())) {
            Greeter before = wire.proxies().filter(many).build().of(Greeter.class);

            assertThatThrownBy(() -> wire.proxy(Greeter.class).greet(ADA).block(PATIENCE))
                    .hasMessageStartingWith("internal error, id ");
            assertThatThrownBy(() -> before.greet(ADA).block(PATIENCE)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void aFilterMayRefuse() {
        Filter refusing = (method, next) -> invocation -> {
            throw InteractionException.of(0x401, "not today");
        };
        try (Wire wire = Wire.local(greeting().filter(refusing).build())) {
            InteractionException failure = catchThrowableOfType(
                    InteractionException.class,
                    () -> wire.proxy(Greeter.class).greet(ADA).block(PATIENCE));

            assertThat(failure.code()).isEqualTo(0x401);
            assertThat(failure).hasMessage("not today");
        }
    }

    @Test
    void whatAFilterOfAProxyThrowsComesThroughTheResult() {
        Filter throwing = (method, next) -> invocation -> {
            throw new IllegalStateException("not today");
        };
        try (Wire wire = Wire.local(greeting().build())) {
            Greeter greeter = wire.proxies().filter(throwing).build().of(Greeter.class);

            Mono<Greeting> mono = greeter.greet(ADA);
            Flux<Greeting> flux = greeter.greetMany(new Many("Ada", 1));
            CompletionStage<Greeting> stage = greeter.greetLater(ADA);

            assertThatThrownBy(() -> mono.block(PATIENCE)).hasMessage("not today");
            assertThatThrownBy(() -> flux.blockLast(PATIENCE)).hasMessage("not today");
            assertThat(stage.toCompletableFuture()).isCompletedExceptionally();
            assertThatThrownBy(() -> greeter.greetNow(ADA)).hasMessage("not today");
        }
    }

    @Test
    void aFilterThatGivesNothingFailsTheCall() {
        Filter nothing = (method, next) -> invocation -> null;
        try (Wire wire = Wire.local(greeting().filter(nothing).build())) {
            assertThatThrownBy(() -> wire.proxy(Greeter.class).greet(ADA).block(PATIENCE))
                    .hasMessageStartingWith("internal error, id ");
            assertThatThrownBy(() -> greeting().filter((method, next) -> null).build())
                    .isInstanceOf(NullPointerException.class);
        }
    }

    private static ServiceRouter.Builder greeting() {
        return ServiceRouter.builder().add(Greeter.class, Greeter.polite());
    }

    private Filter noting(String name) {
        return (method, next) -> invocation -> {
            log.add(name + " " + method.route());
            return Flux.from(next.invoke(invocation)).doOnComplete(() -> log.add(name + " end"));
        };
    }

    private static Filter keeping(AtomicReference<Invocation> last) {
        return (method, next) -> invocation -> {
            last.set(invocation);
            return next.invoke(invocation);
        };
    }
}
