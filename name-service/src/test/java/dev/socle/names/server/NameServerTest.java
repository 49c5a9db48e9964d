package dev.socle.names.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.service.ServiceProxy;
import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.SessionClient;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.names.Freshness;
import dev.socle.names.NameErrors;
import dev.socle.names.NameProtocol;
import dev.socle.names.NameProtocol.Claim;
import dev.socle.names.NameProtocol.Granted;
import dev.socle.names.NameProtocol.Holding;
import dev.socle.names.NameProtocol.Instance;
import dev.socle.names.NameProtocol.Query;
import dev.socle.names.NameProtocol.Refused;
import dev.socle.names.NameProtocol.Renewal;
import dev.socle.names.NameProtocol.View;
import dev.socle.names.ServiceSummary;
import dev.socle.transport.Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The name server as its clients meet it: over a session. */
class NameServerTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final long TTL = 15_000;

    @TempDir
    Path folder;

    private NameServerOptions options = NameServerOptions.defaults()
            .withListen(Address.parse("local://" + UUID.randomUUID()))
            .withLimits(NameServerLimits.defaults().withPerConnection(5, 5));

    private final List<SessionClient> clients = new ArrayList<>();
    private NameServer server;

    @AfterEach
    void stop() {
        clients.forEach(client -> client.close(Duration.ZERO).block(SOON));
        if (server != null) {
            server.close(Duration.ZERO).block(SOON);
        }
    }

    @Test
    void registersRenewsAndDeregisters() {
        NameProtocol names = start();
        Granted granted = register(names, "orders", "a", 7L);
        assertThat(granted.incarnation()).isEqualTo(7);
        assertThat(granted.ttlMillis()).isEqualTo(TTL);
        assertThat(granted.epoch()).isPositive();
        View view = names.resolve(new Query("orders")).block(SOON);
        assertThat(view.instances()).hasSize(1);
        assertThat(view.instances().get(0).address()).isEqualTo("tcp://10.0.0.4:7000");
        assertThat(view.freshness()).isEqualTo(Freshness.LIVE);

        Holding mine = new Holding("orders", "a", 7);
        Holding nobodys = new Holding("orders", "b", 7);
        assertThat(names.renew(new Renewal(List.of(mine, nobodys))).block(SOON).refused())
                .containsExactly(new Refused(nobodys, ErrorCode.NOT_FOUND));
        assertThat(names.deregister(mine).block(SOON).wasRegistered()).isTrue();
        assertThat(names.deregister(mine).block(SOON).wasRegistered()).isFalse();
        assertThat(names.resolve(new Query("orders")).block(SOON).instances()).isEmpty();
    }

    @Test
    void instanceMayLeaveMostOut() {
        NameProtocol names = start();
        Granted granted = names.register(new Claim("orders", new Instance("a", "tcp://h:1", null, null, null), TTL))
                .block(SOON);
        assertThat(granted.incarnation()).isPositive();
        Instance seen =
                names.resolve(new Query("orders")).block(SOON).instances().get(0);
        assertThat(seen).isEqualTo(new Instance("a", "tcp://h:1", granted.incarnation(), 1, Map.of()));
    }

    @Test
    void earlierIncarnationMeetsAConflict() {
        NameProtocol names = start();
        register(names, "orders", "a", 7L);
        refused(() -> register(names, "orders", "a", 6L), NameErrors.CONFLICT, "incarnation 7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../etc", "a//b", "", "gr\u00f6\u00dfe", "a\u0000b"})
    void hostileNamesAreInvalid(String name) {
        NameProtocol names = start();
        refused(() -> register(names, name, "a", 1L), ErrorCode.INVALID, "service name");
        refused(() -> names.resolve(new Query(name)).block(SOON), ErrorCode.INVALID, "service name");
        refused(() -> names.watch(new Query(name)).blockFirst(SOON), ErrorCode.INVALID, "service name");
        refused(() -> names.deregister(new Holding(name, "a", 1)).block(SOON), ErrorCode.INVALID, "service name");
    }

    @Test
    void hostileClaimsAreInvalid() {
        NameProtocol names = start();
        refused(() -> register(names, "orders", "a/b", 1L), ErrorCode.INVALID, "instance id");
        refused(() -> claim(names, "name://other", Map.of(), TTL), ErrorCode.INVALID, "a name itself");
        refused(() -> claim(names, "tcp://h:99999", Map.of(), TTL), ErrorCode.INVALID, "address");
        refused(() -> claim(names, "tcp://h:1", Map.of("k", "v".repeat(2000)), TTL), ErrorCode.INVALID, "tag k");
        refused(() -> claim(names, "tcp://h:1", Map.of(), 10), ErrorCode.INVALID, "Time to live");
        assertThat(names.list().collectList().block(SOON)).isEmpty();
    }

    @Test
    void watcherHearsOfEveryStateInTheEnd() {
        NameProtocol names = start();
        StepVerifier.create(names.watch(new Query("orders"))
                        .map(view -> view.instances().size()))
                .expectNext(0)
                .then(() -> register(names, "orders", "a", 1L))
                .expectNext(1)
                .then(() -> names.deregister(new Holding("orders", "a", 1)).block(SOON))
                .expectNext(0)
                .thenCancel()
                .verify(SOON);
    }

    @Test
    void slowWatcherIsSentTheNewestOnly() {
        NameProtocol names = start();
        StepVerifier.create(
                        names.watch(new Query("orders"))
                                .map(view -> view.instances().size()),
                        1)
                .expectNext(0)
                .then(() -> {
                    for (String id : new String[] {"a", "b", "c", "d", "e"}) {
                        register(names, "orders", id, 1L);
                    }
                    Awaitility.await().until(() -> size(names, "orders") == 5);
                })
                .thenRequest(10)
                .thenConsumeWhile(count -> count < 5)
                .expectNext(5)
                .thenCancel()
                .verify(SOON);
    }

    @Test
    void oneConnectionRegistersNoMoreThanItMay() {
        NameProtocol names = start();
        for (int i = 0; i < 5; i++) {
            register(names, "orders", "i" + i, 1L);
        }
        refused(() -> register(names, "orders", "more", 1L), NameErrors.LIMIT, "instancesPerConnectionMax");
        register(names, "orders", "i0", 2L);
        register(connect(), "orders", "more", 1L);
        names.deregister(new Holding("orders", "i1", 1)).block(SOON);
        register(names, "orders", "again", 1L);
    }

    @Test
    void oneConnectionWatchesNoMoreThanItMay() {
        NameProtocol names = start();
        List<Disposable> watches = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            List<View> seen = new ArrayList<>();
            watches.add(names.watch(new Query("s" + i)).subscribe(seen::add));
            Awaitility.await().until(() -> !seen.isEmpty());
        }
        refused(() -> names.watch(new Query("more")).blockFirst(SOON), NameErrors.LIMIT, "watchesPerConnectionMax");
        assertThat(connect().watch(new Query("more")).blockFirst(SOON)).isNotNull();
        watches.get(0).dispose();
        Awaitility.await()
                .ignoreExceptions()
                .until(() -> names.watch(new Query("more")).blockFirst(SOON) != null);
        watches.forEach(Disposable::dispose);
    }

    @Test
    void listsServices() {
        NameProtocol names = start();
        register(names, "orders", "a", 1L);
        register(names, "orders", "b", 1L);
        register(names, "bills", "a", 1L);
        assertThat(names.list().collectList().block(SOON))
                .containsExactly(
                        new ServiceSummary("bills", 1, 0, Freshness.LIVE),
                        new ServiceSummary("orders", 2, 0, Freshness.LIVE));
    }

    @Test
    void leaseLapsesWhenNobodyRenewsIt() {
        options = options.withLimits(options.limits().withTtl(Duration.ofMillis(300), Duration.ofMinutes(5)));
        NameProtocol names = start();
        names.register(new Claim("orders", new Instance("a", "tcp://h:1", 1L, 1, null), 300))
                .block(SOON);
        Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> size(names, "orders") == 0);
    }

    @Test
    void withoutAFolderItSaysThatItIsVolatile() {
        start();
        assertThat(server.description()).contains("local://").contains("volatile");
    }

    @Test
    void registrationsOutliveTheServer() {
        options = options.withDataFolder(folder);
        NameProtocol names = start();
        long epoch = register(names, "orders", "a", 7L).epoch();
        register(names, "orders", "b", 7L);
        names.deregister(new Holding("orders", "b", 7)).block(SOON);
        server.close(Duration.ZERO).block(SOON);

        NameProtocol again = start();
        View view = again.resolve(new Query("orders")).block(SOON);
        assertThat(view.instances()).extracting(Instance::id).containsExactly("a");
        assertThat(view.freshness()).isEqualTo(Freshness.RECOVERED);
        assertThat(view.epoch()).isGreaterThan(epoch);
        assertThat(server.description()).contains("1 registrations recovered").contains(folder.toString());
        again.renew(new Renewal(List.of(new Holding("orders", "a", 7)))).block(SOON);
        assertThat(again.resolve(new Query("orders")).block(SOON).freshness()).isEqualTo(Freshness.LIVE);
    }

    @Test
    void secondServerOnTheFolderIsRefused() {
        options = options.withDataFolder(folder);
        NameProtocol names = start();
        Mono<NameServer> second = NameServer.start(options.withListen(Address.parse("local://" + UUID.randomUUID())));
        assertThatThrownBy(() -> second.block(SOON))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("process " + ProcessHandle.current().pid());
        register(names, "orders", "a", 1L);
    }

    @Test
    void failedListenFreesTheFolder() {
        start();
        NameServerOptions sameAddress = options.withDataFolder(folder);
        assertThatThrownBy(() -> NameServer.start(sameAddress).block(SOON)).isNotInstanceOf(StoreException.class);
        server.close(Duration.ZERO).block(SOON);
        options = sameAddress;
        start();
    }

    @Test
    void watchesEndWhenTheServerCloses() {
        NameProtocol names = start();
        StepVerifier.create(names.watch(new Query("orders")))
                .expectNextCount(1)
                .then(() -> server.close(Duration.ofSeconds(5)).block(SOON))
                .expectComplete()
                .verify(SOON);
    }

    private NameProtocol start() {
        server = NameServer.start(options).block(SOON);
        return connect();
    }

    private NameProtocol connect() {
        SessionClient client =
                SessionClient.of(server.address(), SessionOptions.defaults(), RequestHandler.rejecting());
        clients.add(client);
        return ServiceProxy.builder(client).deadline(SOON).build().of(NameProtocol.class);
    }

    private static Granted register(NameProtocol names, String service, String id, Long incarnation) {
        return names.register(
                        new Claim(service, new Instance(id, "tcp://10.0.0.4:7000", incarnation, 1, Map.of()), TTL))
                .block(SOON);
    }

    private static void claim(NameProtocol names, String address, Map<String, String> tags, long ttlMillis) {
        names.register(new Claim("orders", new Instance("a", address, 1L, 1, tags), ttlMillis))
                .block(SOON);
    }

    private static int size(NameProtocol names, String service) {
        return names.resolve(new Query(service)).block(SOON).instances().size();
    }

    private static void refused(Runnable call, int code, String why) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        InteractionException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code))
                .hasMessageContaining(why);
    }
}
