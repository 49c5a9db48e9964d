package dev.socle.messaging.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.socle.messaging.session.Session;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.ParallelFlux;

class ServiceFaultsTest {

    @Test
    void tellsEveryFaultAtOnce() {
        Throwable faults = catchThrowable(() -> ServiceMethod.parse(Faulty.class));

        assertThat(faults).isInstanceOf(IllegalArgumentException.class);
        assertThat(faults.getMessage().lines().skip(1).map(String::strip))
                .containsExactlyInAnyOrder(
                        "overloaded: 2 methods share the name; give each its own for method Faulty.twice",
                        "duplicate route \"faulty.same\" for method Faulty.first and for method Faulty.second",
                        "type parameters: a message needs types that are known for method Faulty.generic",
                        "type variable T: a message needs types that are known for method Faulty.generic (parameter #1)",
                        "raw type List: a message needs types that are known for method Faulty.raw (parameter #2)",
                        "raw type Mono: a message needs types that are known for method Faulty.rawMono",
                        "wildcard ? extends java.lang.String: a message needs types that are known for method"
                                + " Faulty.wild (parameter #1)",
                        "Publisher beside other parameters: a channel has messages of one type for method Faulty.beside",
                        "Mono as a parameter: take Flux for many messages, the value itself for one for method"
                                + " Faulty.one (parameter #1)",
                        "a plain result for many messages: return Mono, CompletionStage or Flux for method Faulty.upload",
                        "a stream of nothing: return Mono<Void> for method Faulty.nothings",
                        "Optional is no value for method Faulty.maybe",
                        "Stream is no value for method Faulty.stream",
                        "Future is no value for method Faulty.future",
                        "Flux is no value for method Faulty.nested",
                        "result ParallelFlux (expected: Mono, Flux, Publisher, CompletionStage, CompletableFuture or a"
                                + " plain value) for method Faulty.parallel",
                        "route part \"a b\\u000a\" (expected: letters, digits, . _ -, the first a letter or digit) for"
                                + " method Faulty.badRoute",
                        "route of 256 bytes (expected: at most 255) for method Faulty.longRoute",
                        "acknowledged: only for one request without a result, as everything else is answered for method"
                                + " Faulty.surely",
                        "a deadline on request/stream, which may go on for ever for method Faulty.late",
                        "deadline of 0 ms (expected: > 0) for method Faulty.never");
    }

    @Test
    void refusesWhatIsNoServiceInterface() {
        assertThatThrownBy(() -> ServiceMethod.parse(String.class))
                .hasMessageContaining("java.lang.String is not an interface");
        assertThatThrownBy(() -> ServiceMethod.parse(Route.class)).hasMessageContaining("is not an interface");
        assertThatThrownBy(() -> ServiceMethod.parse(Typed.class)).hasMessageContaining("has type parameters");
        assertThatThrownBy(() -> ServiceMethod.parse(Empty.class)).hasMessageContaining("has no abstract methods");
        assertThatThrownBy(() -> ServiceMethod.parse(BadName.class)).hasMessageContaining("service name \"-x\"");
    }

    @Test
    void routersAndProxiesTellTheFaultsOfAllServices() {
        Throwable router = catchThrowable(() -> ServiceRouter.builder()
                .add(Empty.class, new Empty() {})
                .add(Greeter.class, Greeter.polite())
                .add(Again.class, who -> Mono.empty())
                .build());
        Throwable proxy = catchThrowable(() -> ServiceProxy.of(Faulty.class, unused()));

        assertThat(router)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("2 faults in services:")
                .hasMessageContaining("Empty has no abstract methods")
                .hasMessageContaining(
                        "duplicate route \"greeter.greet\" for method Greeter.greet and for method Again.greet");
        assertThat(proxy).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Faulty.twice");
    }

    @Test
    void typesThatNoFormatCarriesAreFaults() {
        Throwable router = catchThrowable(() -> ServiceRouter.builder()
                .add(Uncarried.class, new Uncarried.Implementation())
                .build());
        Throwable proxy = catchThrowable(() -> ServiceProxy.of(Uncarried.class, unused()));

        for (Throwable faults : List.of(router, proxy)) {
            assertThat(faults).isInstanceOf(IllegalArgumentException.class);
            assertThat(faults.getMessage().lines().skip(1).map(String::strip))
                    .hasSize(4)
                    .anyMatch(line -> line.contains("Object") && line.endsWith("for method Uncarried.anything"))
                    .anyMatch(line -> line.endsWith("for method Uncarried.anything (parameter #1)"))
                    .anyMatch(line ->
                            line.contains("ByteBuf") && line.endsWith("for method Uncarried.beside (parameter #2)"))
                    .anyMatch(line -> line.contains("Thread") && line.endsWith("for method Uncarried.open"));
        }
    }

    @Test
    void theInspectorsRouteIsTaken() {
        assertThatThrownBy(() -> ServiceRouter.builder()
                        .add(Inspector.class, Mono::empty)
                        .build())
                .hasMessageContaining("duplicate route \"socle.inspect\"");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void refusesAnObjectOfAnotherType() {
        ServiceRouter.Builder builder = ServiceRouter.builder().add((Class) Greeter.class, "text");

        assertThatThrownBy(builder::build)
                .hasMessageContaining("java.lang.String does not implement dev.socle.messaging.service.Greeter");
    }

    @Test
    void takesInterfacesThatAreNotPublic() {
        assertThatCode(() -> ServiceRouter.builder()
                        .add(Hidden.class, () -> Mono.just("x"))
                        .build())
                .doesNotThrowAnyException();
    }

    private static Session unused() {
        return (Session) java.lang.reflect.Proxy.newProxyInstance(
                Session.class.getClassLoader(), new Class<?>[] {Session.class}, (proxy, method, arguments) -> {
                    throw new AssertionError("nothing is asked of the session");
                });
    }

    @SuppressWarnings("rawtypes")
    interface Faulty {
        Mono<String> twice(String one);

        Mono<String> twice(int two);

        @Route("same")
        Mono<String> first(String value);

        @Route("same")
        Mono<String> second(String value);

        <T> Mono<String> generic(T value);

        Mono<String> raw(String one, List two);

        Mono rawMono(String value);

        Mono<String> wild(List<? extends String> values);

        Mono<String> beside(String one, Flux<String> many);

        Mono<String> one(Mono<String> value);

        String upload(Flux<String> values);

        Flux<Void> nothings(String value);

        Mono<Optional<String>> maybe(String value);

        Stream<String> stream(String value);

        Future<String> future(String value);

        Mono<Flux<String>> nested(String value);

        ParallelFlux<String> parallel(String value);

        @Route("a b\n")
        Mono<String> badRoute(String value);

        @Route("x23456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
                + "x23456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
                + "x23456789012345678901234567890123456789012345678901")
        Mono<String> longRoute(String value);

        @Route(acknowledged = true)
        Mono<String> surely(String value);

        @Deadline(millis = 10)
        Flux<String> late(String value);

        @Deadline(millis = 0)
        Mono<String> never(String value);
    }

    interface Uncarried {
        Mono<Object> anything(java.io.Serializable value);

        Mono<String> beside(String name, ByteBuf bytes);

        Flux<Thread> open();

        final class Implementation implements Uncarried {
            @Override
            public Mono<Object> anything(java.io.Serializable value) {
                return Mono.empty();
            }

            @Override
            public Mono<String> beside(String name, ByteBuf bytes) {
                return Mono.empty();
            }

            @Override
            public Flux<Thread> open() {
                return Flux.empty();
            }
        }
    }

    interface Typed<T> {
        Mono<String> get(String key);
    }

    interface Empty {}

    @Service("-x")
    interface BadName {
        Mono<String> get(String key);
    }

    @Service("greeter")
    interface Again {
        Mono<String> greet(String who);
    }

    interface Hidden {
        Mono<String> get();
    }
}
