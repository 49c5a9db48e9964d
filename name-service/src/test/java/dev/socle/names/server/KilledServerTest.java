package dev.socle.names.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.service.ServiceProxy;
import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.SessionClient;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.names.NameProtocol;
import dev.socle.names.NameProtocol.Claim;
import dev.socle.names.NameProtocol.Holding;
import dev.socle.names.NameProtocol.Instance;
import dev.socle.names.NameProtocol.Query;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Kills a name server at random moments of its work: what it confirmed is there afterwards, and nothing else is. */
class KilledServerTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String SERVICE = "load";
    private static final long TTL = 300_000;
    private static final int IN_FLIGHT = 128;
    private static final int HELD_MAX = 500;

    @TempDir
    Path folder;

    private final Set<String> registered = ConcurrentHashMap.newKeySet();
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    private final AtomicInteger number = new AtomicInteger();

    @Test
    void nothingConfirmedIsLostInEightKills() {
        killRepeatedly(8);
    }

    @Test
    @Tag("long")
    void nothingConfirmedIsLostInTwoHundredKills() {
        killRepeatedly(200);
    }

    private void killRepeatedly(int rounds) {
        long seed = System.nanoTime();
        System.out.println("KilledServerTest: " + rounds + " rounds, seed " + seed);
        Random random = new Random(seed);
        int confirmed = 0;
        for (int round = 0; round <= rounds; round++) {
            try (NameServerProcess server = NameServerProcess.start(0, folder.toString())) {
                SessionClient client =
                        SessionClient.of(server.address(), SessionOptions.defaults(), RequestHandler.rejecting());
                NameProtocol names =
                        ServiceProxy.builder(client).deadline(SOON).build().of(NameProtocol.class);
                check(names, "seed " + seed + ", round " + round);
                if (round < rounds) {
                    confirmed += workUntilKilled(names, server, 1 + random.nextInt(200), random.nextInt(2_000_000));
                }
                client.close(Duration.ZERO).block(SOON);
            }
        }
        assertThat(confirmed).as("there was something to lose").isGreaterThan(rounds * 10);
    }

    /** Everything confirmed is there, and nothing whose end was confirmed. */
    private void check(NameProtocol names, String when) {
        Set<String> found = new HashSet<>();
        names.resolve(new Query(SERVICE)).block(SOON).instances().forEach(instance -> found.add(instance.id()));
        assertThat(found).as("registrations, %s", when).containsAll(registered);
        Set<String> resurrected = new HashSet<>(found);
        resurrected.retainAll(gone);
        assertThat(resurrected).as("deregistrations, %s", when).isEmpty();
    }

    /** Registers and deregisters as fast as it goes; the kill comes a moment after a number of confirmations. */
    private int workUntilKilled(NameProtocol names, NameServerProcess server, int kill, int laterNanos) {
        AtomicInteger confirmed = new AtomicInteger();
        AtomicBoolean isDead = new AtomicBoolean();
        Disposable work = Flux.range(0, Integer.MAX_VALUE)
                .takeWhile(i -> !isDead.get())
                .flatMap(
                        i -> step(names, i, confirmed)
                                .doOnError(failure -> isDead.set(true))
                                .onErrorComplete(),
                        IN_FLIGHT,
                        1)
                .subscribe();
        Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(1)).until(() -> confirmed.get() >= kill);
        long until = System.nanoTime() + laterNanos;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        server.kill();
        work.dispose();
        return confirmed.get();
    }

    private Mono<?> step(NameProtocol names, int i, AtomicInteger confirmed) {
        if (registered.size() > HELD_MAX || i % 3 == 2) {
            List<String> some = new ArrayList<>(1);
            registered.stream().limit(1).forEach(some::add);
            // From here on its end is under way: whether it is there after a kill is open until it is confirmed.
            if (!some.isEmpty() && registered.remove(some.get(0))) {
                String id = some.get(0);
                return names.deregister(new Holding(SERVICE, id, 1)).doOnNext(done -> {
                    gone.add(id);
                    confirmed.incrementAndGet();
                });
            }
        }
        String id = "i" + number.incrementAndGet();
        return names.register(new Claim(SERVICE, new Instance(id, "tcp://10.0.0.4:7000", 1L, 1, null), TTL))
                .doOnNext(granted -> {
                    registered.add(id);
                    confirmed.incrementAndGet();
                });
    }
}
