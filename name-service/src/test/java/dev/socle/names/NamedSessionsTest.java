package dev.socle.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.service.Idempotent;
import dev.socle.messaging.service.Service;
import dev.socle.messaging.service.ServiceProxy;
import dev.socle.messaging.service.ServiceRouter;
import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.SessionAcceptor;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.messaging.session.SessionServer;
import dev.socle.names.server.NameServer;
import dev.socle.names.server.NameServerOptions;
import dev.socle.transport.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Calls by name, over real sessions to instances that come and go. */
class NamedSessionsTest {

    /** Tells which instance answers. */
    @Service("who")
    public interface Who {

        /** The instance's id. */
        @Idempotent
        Mono<String> answers();

        /** The instance's id, when it is told to say it. */
        Mono<String> answersLater();
    }

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration TTL = Duration.ofSeconds(15);
    private static final Address NAME = Address.parse("name://who");

    private final Map<String, SessionServer> instances = new HashMap<>();
    private final Map<String, Registration> registrations = new HashMap<>();
    private final Sinks.One<String> later = Sinks.one();
    private final List<Names> all = new ArrayList<>();
    private NameServer server;
    private Names names;

    @BeforeEach
    void start() {
        server = NameServer.start(NameServerOptions.defaults().withListen(local("names")))
                .block(SOON);
        names = names(NamesOptions.defaults().withTimeout(Duration.ofSeconds(2)));
    }

    @AfterEach
    void stop() {
        all.forEach(each -> each.close().block(SOON));
        instances.values().forEach(instance -> instance.close(Duration.ZERO).block(SOON));
        server.close(Duration.ZERO).block(SOON);
    }

    @Test
    void callsAreSpreadOverTheInstances() {
        run("a");
        run("b");
        run("c");
        NamedSessions source = source(3);
        Map<String, Long> counts = new HashMap<>();
        Who who = ServiceProxy.of(Who.class, source);
        for (int i = 0; i < 300; i++) {
            counts.merge(who.answers().block(SOON), 1L, Long::sum);
        }
        assertThat(counts).hasSize(3);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(60L, 140L));
    }

    @Test
    void firstCallWaitsForAnInstance() {
        Who who = ServiceProxy.of(Who.class, names.source(NAME, SessionOptions.defaults()));
        Mono<String> call = who.answers().cache();
        call.subscribe();
        run("a");
        assertThat(call.block(SOON)).isEqualTo("a");
    }

    @Test
    void deadInstanceLeavesAtOnceAndComesBack() {
        run("a");
        run("b");
        NamedSessions source = source(2);
        Who who = ServiceProxy.of(Who.class, source);
        instances.get("a").close(Duration.ZERO).block(SOON);
        for (int i = 0; i < 100; i++) {
            assertThat(who.answers().block(SOON)).isEqualTo("b");
        }
        assertThat(source.size()).isEqualTo(1);
        listen("a");
        Awaitility.await().atMost(SOON).until(() -> source.size() == 2);
        assertThat(answers(who, 100)).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void callsGoOnWhileInstancesDieAndComeBack() {
        run("a");
        run("b");
        NamedSessions source = source(2);
        Who who = ServiceProxy.of(Who.class, source);
        Mono<List<String>> calls = Flux.interval(Duration.ofMillis(1))
                .onBackpressureDrop()
                .take(1_500)
                .flatMap(tick -> who.answers(), 64)
                .collectList()
                .cache();
        calls.subscribe(done -> {}, failed -> {});
        for (String id : List.of("a", "b", "a")) {
            instances.get(id).sessions().forEach(session -> session.dispose());
            Awaitility.await().atMost(SOON).until(() -> source.size() == 2);
        }
        assertThat(calls.block(SOON)).isNotEmpty();
    }

    @Test
    void removedInstanceIsDrainedNotCut() {
        run("a");
        NamedSessions source = source(1);
        Who who = ServiceProxy.of(Who.class, source);
        Mono<String> inFlight = who.answersLater().cache();
        inFlight.subscribe();
        Awaitility.await().until(() -> source.current().pending() == 1);
        run("b");
        Awaitility.await().until(() -> source.size() == 2);
        registrations.get("a").close().block(SOON);
        Awaitility.await().until(() -> source.size() == 1);
        assertThat(answers(who, 20)).containsExactly("b");
        later.tryEmitValue("done");
        assertThat(inFlight.block(SOON)).isEqualTo("done");
        Awaitility.await()
                .atMost(SOON)
                .until(() -> instances.get("a").sessions().isEmpty());
    }

    @Test
    void restartedInstanceAtAnotherAddressIsFollowed() {
        run("a");
        NamedSessions source = source(1);
        Who who = ServiceProxy.of(Who.class, source);
        assertThat(who.answers().block(SOON)).isEqualTo("a");
        listen("a2");
        register("a", instances.get("a2").address());
        Awaitility.await()
                .ignoreExceptions()
                .atMost(SOON)
                .until(() -> answers(who, 5).equals(Set.of("a2")));
    }

    @Test
    void callsGoOnWithoutTheNameServer() {
        run("a");
        Who who = ServiceProxy.of(Who.class, source(1));
        server.close(Duration.ZERO).block(SOON);
        for (int i = 0; i < 50; i++) {
            assertThat(who.answers().block(SOON)).isEqualTo("a");
        }
    }

    @Test
    void nameThatNobodyRegisteredIsNotFound() {
        Names hurried = names(NamesOptions.defaults().withTimeout(Duration.ofMillis(300)));
        NamedSessions source = hurried.source(NAME, SessionOptions.defaults());
        failsWith(source, ErrorCode.NOT_FOUND, "No instance of service \"who\"");
    }

    @Test
    void unreachableNameServerIsNamed() {
        server.close(Duration.ZERO).block(SOON);
        Names hurried = names(NamesOptions.defaults().withTimeout(Duration.ofMillis(300)));
        NamedSessions source = hurried.source(NAME, SessionOptions.defaults());
        failsWith(source, NameErrors.UNREACHABLE, server.address().toString());
    }

    @Test
    void unreachableInstancesAreListedWithTheirErrors() {
        register("a", local("nobody-1"));
        register("b", local("nobody-2"));
        Names hurried = names(NamesOptions.defaults().withTimeout(Duration.ofMillis(300)));
        NamedSessions source = hurried.source(NAME, SessionOptions.defaults());
        failsWith(source, NameErrors.UNREACHABLE, "a at local://nobody-1");
        failsWith(source, NameErrors.UNREACHABLE, "b at local://nobody-2");
    }

    @Test
    void addressesWithoutATransportAreSkipped() {
        run("a");
        register("odd", Address.parse("carrier-pigeon://loft:1"));
        NamedSessions source = source(1);
        assertThat(answers(ServiceProxy.of(Who.class, source), 10)).containsExactly("a");
    }

    @Test
    void addressesOfSchemesThatAreNotAllowedAreSkipped() {
        register("a", local("somewhere"));
        Names strict = names(
                NamesOptions.defaults().withTimeout(Duration.ofMillis(300)).withSchemesAllowed(Set.of("tls")));
        failsWith(
                strict.source(NAME, SessionOptions.defaults()), NameErrors.UNREACHABLE, "scheme local is not allowed");
    }

    @Test
    void connectionsToALargeServiceAreLimited() {
        for (int i = 0; i < 6; i++) {
            run("i" + i);
        }
        Names small = names(NamesOptions.defaults().withConnectionsMax(2));
        NamedSessions source = small.source(NAME, SessionOptions.defaults());
        Awaitility.await().until(() -> source.size() == 2);
        assertThat(answers(ServiceProxy.of(Who.class, source), 50)).hasSize(2);
    }

    @Test
    void closedSourceLeavesNoConnection() {
        run("a");
        NamedSessions source = source(1);
        source.close(Duration.ofSeconds(1)).block(SOON);
        Awaitility.await().until(() -> instances.get("a").sessions().isEmpty());
        assertThat(source.current()).isNull();
    }

    private void run(String id) {
        listen(id);
        register(id, instances.get(id).address());
    }

    private void listen(String id) {
        Who who = new Who() {
            @Override
            public Mono<String> answers() {
                return Mono.just(id);
            }

            @Override
            public Mono<String> answersLater() {
                return later.asMono();
            }
        };
        ServiceRouter router = ServiceRouter.builder().add(Who.class, who).build();
        instances.put(
                id,
                SessionServer.listen(local(id), SessionOptions.defaults(), SessionAcceptor.of(router))
                        .block(SOON));
    }

    private void register(String id, Address address) {
        registrations.put(
                id,
                names.registry().register(Endpoint.of("who", id, address), TTL).block(SOON));
    }

    private NamedSessions source(int size) {
        NamedSessions source = names.source(NAME, SessionOptions.defaults());
        Awaitility.await().until(() -> source.size() == size);
        return source;
    }

    private Names names(NamesOptions options) {
        Names made = Names.at(server.address(), options);
        all.add(made);
        return made;
    }

    private final String prefix = UUID.randomUUID().toString();

    private Address local(String id) {
        return Address.parse("local://" + (id.startsWith("nobody") ? id : prefix + id));
    }

    private static Set<String> answers(Who who, int calls) {
        return Set.copyOf(
                Flux.range(0, calls).concatMap(i -> who.answers()).collectList().block(SOON));
    }

    private static void failsWith(NamedSessions source, int code, String why) {
        Who who = ServiceProxy.of(Who.class, source);
        assertThatThrownBy(() -> who.answers().block(SOON))
                .isInstanceOfSatisfying(
                        InteractionException.class,
                        failure -> assertThat(failure.code()).isEqualTo(code))
                .hasMessageContaining(why);
    }
}
