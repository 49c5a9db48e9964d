package dev.socle.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.service.ServiceProxy;
import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.SessionClient;
import dev.socle.names.server.NameServer;
import dev.socle.names.server.NameServerLimits;
import dev.socle.names.server.NameServerOptions;
import dev.socle.transport.Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class NameClientTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration TTL = Duration.ofMillis(900);
    private static final Address INSTANCE = Address.of("tcp", "10.0.0.4", 7000);

    @TempDir
    Path folder;

    private NameServerOptions options = NameServerOptions.defaults()
            .withListen(Address.parse("local://" + UUID.randomUUID()))
            .withLimits(NameServerLimits.defaults().withTtl(Duration.ofMillis(100), Duration.ofMinutes(5)));

    private final List<NameClient> clients = new ArrayList<>();
    private NameServer server;

    @AfterEach
    void stop() {
        clients.forEach(client -> client.close().block(SOON));
        if (server != null) {
            server.close(Duration.ZERO).block(SOON);
        }
    }

    @Test
    void registersAndFinds() {
        start();
        NameClient client = connect();
        Registration registration = register(client, "orders", "a");
        assertThat(registration.state()).isEqualTo(Registration.State.ACTIVE);
        assertThat(registration.endpoint().incarnation()).isPositive();
        Snapshot found = client.resolve("orders", SOON).block(SOON);
        assertThat(found.endpoints()).containsExactly(registration.endpoint());
        assertThat(found.freshness()).isEqualTo(Freshness.LIVE);
        assertThat(client.services().collectList().block(SOON))
                .containsExactly(new ServiceSummary("orders", 1, 0, Freshness.LIVE));
    }

    @Test
    void keepsWhatItRegisteredAlive() {
        start();
        NameClient client = connect();
        Registration registration = register(client, "orders", "a");
        List<Integer> sizes = sizes(connect(), "orders");
        Awaitility.await().pollDelay(TTL.multipliedBy(3)).atMost(SOON).until(() -> true);
        assertThat(registration.state()).isEqualTo(Registration.State.ACTIVE);
        assertThat(sizes).containsOnly(1);
    }

    @Test
    void newRegistrationsDoNotPutOffTheRenewalOfOldOnes() {
        start();
        NameClient client = connect();
        Registration first = register(client, "orders", "a");
        List<Integer> sizes = sizes(connect(), "orders");
        List<Registration.State> states = new CopyOnWriteArrayList<>();
        first.states().subscribe(states::add);
        Flux.interval(Duration.ofMillis(50))
                .onBackpressureDrop()
                .take(TTL.toMillis() / 50 * 2)
                .concatMap(i -> client.register(Endpoint.of("others", "i" + i, INSTANCE), TTL))
                .blockLast(SOON);
        assertThat(states).containsOnly(Registration.State.ACTIVE);
        assertThat(sizes).containsOnly(1);
    }

    @Test
    void closingARegistrationDeregisters() {
        start();
        Registration registration = register(connect(), "orders", "a");
        List<Integer> sizes = sizes(connect(), "orders");
        Awaitility.await().until(() -> sizes.equals(List.of(1)));
        registration.close().block(SOON);
        registration.close().block(SOON);
        assertThat(registration.state()).isEqualTo(Registration.State.CLOSED);
        StepVerifier.create(registration.states())
                .expectNext(Registration.State.CLOSED)
                .expectComplete()
                .verify(SOON);
        Awaitility.await().until(() -> sizes.equals(List.of(1, 0)));
    }

    @Test
    void closingTheClientDeregistersAndEndsItsWatches() {
        start();
        NameClient client = connect();
        register(client, "orders", "a");
        register(client, "bills", "a");
        StepVerifier.create(client.watch("orders"))
                .expectNextCount(1)
                .then(() -> client.close().block(SOON))
                .thenConsumeWhile(snapshot -> true)
                .expectComplete()
                .verify(SOON);
        assertThat(connect().services().collectList().block(SOON)).isEmpty();
        refused(() -> client.watch("orders").blockFirst(SOON), ErrorCode.REJECTED, "closed");
        refused(() -> register(client, "orders", "a"), ErrorCode.REJECTED, "closed");
    }

    @Test
    void unknownNameIsEmptyAtOnceAndNotFoundInTheEnd() {
        start();
        NameClient client = connect();
        assertThat(client.watch("orders").blockFirst(SOON).endpoints()).isEmpty();
        refused(
                () -> client.resolve("orders", Duration.ofMillis(200)).block(SOON),
                ErrorCode.NOT_FOUND,
                "No instance of service \"orders\"");
    }

    @Test
    void resolvingWaitsForTheFirstInstance() {
        start();
        NameClient client = connect();
        StepVerifier.create(client.resolve("orders", SOON))
                .then(() -> register(client, "orders", "a"))
                .expectNextMatches(Snapshot::isUsable)
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void absentNameServerIsNamed() {
        NameClient client = connect(NamesOptions.defaults().withTimeout(Duration.ofMillis(300)));
        refused(
                () -> client.resolve("orders", Duration.ofMillis(200)).block(SOON),
                NameErrors.UNREACHABLE,
                options.listen().toString());
        refused(
                () -> register(client, "orders", "a"),
                NameErrors.UNREACHABLE,
                options.listen().toString());
    }

    @Test
    void addressWithoutATransportIsRefusedAtOnce() {
        assertThatThrownBy(() -> Names.at(Address.parse("carrier-pigeon://loft:1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("carrier-pigeon");
    }

    @Test
    void nameServerThatComesLaterIsUsed() {
        NameClient client = connect();
        StepVerifier.create(client.register(Endpoint.of("orders", "a", INSTANCE), TTL))
                .then(this::start)
                .expectNextCount(1)
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void refusalsComeAtOnce() {
        start();
        NameClient client = connect();
        refused(
                () -> client.register(Endpoint.of("orders", "a", INSTANCE), Duration.ofMillis(1))
                        .block(SOON),
                ErrorCode.INVALID,
                "Time to live");
        assertThatThrownBy(() -> client.watch("../x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knownViewStaysWhileTheServerIsAway() {
        start();
        NameClient client = connect();
        register(connect(), "orders", "a");
        assertThat(client.resolve("orders", SOON).block(SOON).freshness()).isEqualTo(Freshness.LIVE);
        stopServer();
        Awaitility.await().until(() -> client.watch("orders").blockFirst(SOON).freshness() == Freshness.STALE);
        assertThat(client.resolve("orders", Duration.ofMillis(100)).block(SOON).endpoints())
                .hasSize(1);
    }

    @Test
    void restartOfAServerWithDataIsSeenAsFreshnessOnly() {
        options = options.withDataFolder(folder);
        start();
        Registration registration = register(connect(), "orders", "a");
        NameClient reader = connect();
        List<Snapshot> seen = new CopyOnWriteArrayList<>();
        reader.watch("orders").subscribe(seen::add);
        Awaitility.await().until(() -> !seen.isEmpty());
        stopServer();
        start();
        Awaitility.await()
                .atMost(SOON)
                .until(() -> seen.size() > 1 && seen.get(seen.size() - 1).freshness() == Freshness.LIVE);
        assertThat(seen).allSatisfy(snapshot -> assertThat(snapshot.endpoints()).hasSize(1));
        assertVersionsNeverGoBack(seen);
        assertThat(registration.state()).isEqualTo(Registration.State.ACTIVE);
    }

    @Test
    void restartOfAVolatileServerIsMadeGoodByItsClients() {
        start();
        Registration registration = register(connect(), "orders", "a");
        List<Registration.State> states = new CopyOnWriteArrayList<>();
        registration.states().subscribe(states::add);
        List<Snapshot> seen = new CopyOnWriteArrayList<>();
        connect().watch("orders").subscribe(seen::add);
        Awaitility.await().until(() -> !seen.isEmpty());
        stopServer();
        start();
        Awaitility.await()
                .atMost(SOON)
                .until(() -> seen.get(seen.size() - 1).freshness() == Freshness.LIVE
                        && seen.get(seen.size() - 1).version().epoch()
                                > seen.get(0).version().epoch());
        assertThat(seen)
                .as("nobody ever saw the empty registry")
                .allSatisfy(snapshot -> assertThat(snapshot.endpoints()).containsExactly(registration.endpoint()));
        assertVersionsNeverGoBack(seen);
        Awaitility.await().until(() -> registration.state() == Registration.State.ACTIVE);
        assertThat(states).startsWith(Registration.State.ACTIVE).contains(Registration.State.LOST);
    }

    @Test
    void emptyViewOfARestartedServerIsBelievedAfterAWhile() {
        start();
        NameProtocol anybody = ServiceProxy.of(NameProtocol.class, SessionClient.of(server.address()));
        anybody.register(new NameProtocol.Claim(
                        "orders", new NameProtocol.Instance("a", "tcp://h:1", 1L, 1, null), 60_000))
                .block(SOON);
        List<Snapshot> seen = new CopyOnWriteArrayList<>();
        connect(NamesOptions.defaults().withHoldBack(Duration.ofMillis(500)))
                .watch("orders")
                .subscribe(seen::add);
        Awaitility.await().until(() -> !seen.isEmpty());
        stopServer();
        long began = System.nanoTime();
        start();
        Awaitility.await().atMost(SOON).until(() -> !seen.get(seen.size() - 1).isUsable());
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(500));
        assertThat(seen.get(seen.size() - 1).freshness()).isEqualTo(Freshness.LIVE);
    }

    @Test
    void replacedRegistrationEndsWithAConflict() {
        start();
        Registration first = register(connect(), "orders", "a");
        Registration second = register(connect(), "orders", "a");
        StepVerifier.create(first.states())
                .thenConsumeWhile(state -> true)
                .expectErrorSatisfies(failure ->
                        assertThat(((InteractionException) failure).code()).isEqualTo(NameErrors.CONFLICT))
                .verify(SOON);
        assertThat(first.state()).isEqualTo(Registration.State.CLOSED);
        first.close().block(SOON);
        assertThat(second.state()).isEqualTo(Registration.State.ACTIVE);
        assertThat(connect().resolve("orders", SOON).block(SOON).endpoints()).containsExactly(second.endpoint());
    }

    @Test
    void registrationThatNobodyWaitsForAnyMoreIsTakenBack() {
        start();
        NameClient client = connect();
        NameClient reader = connect();
        for (int i = 0; i < 20; i++) {
            client.register(Endpoint.of("orders", "i" + i, INSTANCE), Duration.ofMillis(300))
                    .subscribe()
                    .dispose();
        }
        Awaitility.await()
                .pollDelay(Duration.ofMillis(500))
                .atMost(SOON)
                .until(() -> reader.services().collectList().block(SOON).isEmpty());
    }

    @Test
    void watchesOfOneServiceAreShared() {
        options = options.withLimits(options.limits().withPerConnection(10, 1));
        start();
        NameClient client = connect();
        for (int i = 0; i < 5; i++) {
            assertThat(client.watch("orders").blockFirst(SOON)).isNotNull();
        }
    }

    @Test
    void watchesAreLimited() {
        start();
        NameClient client = connect(NamesOptions.defaults().withWatchesMax(2));
        List<Snapshot> seen = new CopyOnWriteArrayList<>();
        client.watch("a").subscribe(seen::add);
        client.watch("b").subscribe(seen::add);
        Awaitility.await().until(() -> seen.size() == 2);
        refused(() -> client.watch("c").blockFirst(SOON), NameErrors.LIMIT, "watchesMax");
    }

    private void start() {
        server = NameServer.start(options).block(SOON);
    }

    private void stopServer() {
        server.close(Duration.ZERO).block(SOON);
    }

    private NameClient connect() {
        return connect(NamesOptions.defaults());
    }

    private NameClient connect(NamesOptions how) {
        NameClient client = NameClient.connect(options.listen(), how);
        clients.add(client);
        return client;
    }

    private static Registration register(NameClient client, String service, String instance) {
        return client.register(Endpoint.of(service, instance, INSTANCE), TTL).block(SOON);
    }

    private static List<Integer> sizes(NameClient client, String service) {
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        client.watch(service)
                .subscribe(snapshot -> sizes.add(snapshot.endpoints().size()));
        return sizes;
    }

    private static void assertVersionsNeverGoBack(List<Snapshot> seen) {
        Version last = Version.NONE;
        for (Snapshot snapshot : seen) {
            assertThat(last.isAfter(snapshot.version())).isFalse();
            last = snapshot.version();
        }
    }

    private static void refused(Runnable call, int code, String why) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        InteractionException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code))
                .hasMessageContaining(why);
    }
}
