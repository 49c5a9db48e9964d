package dev.socle.names.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.names.Endpoint;
import dev.socle.transport.Address;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every registry store does. A test class says how to make one, and how to open the same data again. */
interface RegistryStoreContract {

    /** A new, empty store that is not open yet. */
    RegistryStore newStore();

    /** The store with the data of one that was closed. */
    RegistryStore again(RegistryStore closed);

    @Test
    default void beginsEmpty() {
        try (RegistryStore store = newStore()) {
            assertThat(store.open().leases()).isEmpty();
        }
    }

    @Test
    default void keepsWhatWasPut() {
        LeaseTerms terms = terms("orders", "a", 7);
        RegistryStore store = newStore();
        store.open();
        put(store, terms);
        assertThat(reopened(store)).containsExactly(terms);
    }

    @Test
    default void keepsEveryFieldAsItWas() {
        Map<String, String> tags = new HashMap<>();
        tags.put("zone", "a\"b\\c");
        tags.put("motto", "größer — 名前 \uD83D\uDE00");
        tags.put("empty", "");
        LeaseTerms terms = new LeaseTerms(
                new Endpoint(
                        "a.b/C_d/9",
                        "i-1.x_Y",
                        Address.parse("tcp://[2001:db8::1]:7000"),
                        tags,
                        65_535,
                        Long.MAX_VALUE),
                300_000);
        RegistryStore store = newStore();
        store.open();
        put(store, terms);
        assertThat(reopened(store)).containsExactly(terms);
    }

    @Test
    default void keepsAddressesOfEveryShape() {
        List<LeaseTerms> all = new ArrayList<>();
        for (String address : List.of("unix:///run/x.sock", "ws://h:1/p?q=1", "local://me", "tcp://h:65535")) {
            all.add(new LeaseTerms(
                    Endpoint.of("s", "i" + all.size(), Address.parse(address)).withIncarnation(1), 5_000));
        }
        RegistryStore store = newStore();
        store.open();
        all.forEach(terms -> put(store, terms));
        assertThat(reopened(store)).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    default void laterPutReplacesEarlierOne() {
        RegistryStore store = newStore();
        store.open();
        put(store, terms("orders", "a", 1));
        put(store, terms("orders", "a", 2));
        assertThat(reopened(store)).containsExactly(terms("orders", "a", 2));
    }

    @Test
    default void sameInstanceIdInTwoServicesIsTwoRegistrations() {
        RegistryStore store = newStore();
        store.open();
        put(store, terms("orders", "a", 1));
        put(store, terms("bills", "a", 1));
        assertThat(reopened(store)).hasSize(2);
    }

    @Test
    default void namesThatDifferInCaseAreTwoRegistrations() {
        RegistryStore store = newStore();
        store.open();
        put(store, terms("orders", "a", 1));
        put(store, terms("Orders", "A", 1));
        assertThat(reopened(store)).hasSize(2);
    }

    @Test
    default void forgetsWhatWasRemoved() {
        RegistryStore store = newStore();
        store.open();
        put(store, terms("orders", "a", 1));
        put(store, terms("orders", "b", 1));
        assertThat(write(store, new StoreChange.Remove(new LeaseKey("orders", "a"), 1)))
                .isNull();
        assertThat(reopened(store)).containsExactly(terms("orders", "b", 1));
    }

    @Test
    default void removalOfAnotherIncarnationChangesNothing() {
        RegistryStore store = newStore();
        store.open();
        put(store, terms("orders", "a", 2));
        assertThat(write(store, new StoreChange.Remove(new LeaseKey("orders", "a"), 1)))
                .isNull();
        assertThat(write(store, new StoreChange.Remove(new LeaseKey("orders", "a"), 3)))
                .isNull();
        assertThat(reopened(store)).containsExactly(terms("orders", "a", 2));
    }

    @Test
    default void removalOfNothingSucceeds() {
        RegistryStore store = newStore();
        store.open();
        assertThat(write(store, new StoreChange.Remove(new LeaseKey("orders", "a"), 1)))
                .isNull();
        assertThat(reopened(store)).isEmpty();
    }

    @Test
    default void changesOfOneKeyTakeEffectInTheOrderOfTheCalls() throws Exception {
        RegistryStore store = newStore();
        store.open();
        CountDownLatch done = new CountDownLatch(300);
        LeaseKey key = new LeaseKey("orders", "a");
        for (int i = 1; i <= 100; i++) {
            store.write(new StoreChange.Put(terms("orders", "a", i)), failure -> done.countDown());
            store.write(new StoreChange.Remove(key, i), failure -> done.countDown());
            store.write(new StoreChange.Put(terms("orders", "a", 1_000 + i)), failure -> done.countDown());
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(reopened(store)).containsExactly(terms("orders", "a", 1_100));
    }

    @Test
    default void everyChangeIsToldOnce() throws Exception {
        RegistryStore store = newStore();
        store.open();
        AtomicInteger told = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(5_000);
        for (int i = 0; i < 5_000; i++) {
            store.write(new StoreChange.Put(terms("orders", "i" + i, 1)), failure -> {
                told.incrementAndGet();
                done.countDown();
            });
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        store.close();
        assertThat(told).hasValue(5_000);
    }

    @Test
    default void closingFinishesWhatWasAskedForBefore() {
        RegistryStore store = newStore();
        store.open();
        List<Boolean> safe = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 500; i++) {
            store.write(new StoreChange.Put(terms("orders", "i" + i, 1)), failure -> safe.add(failure == null));
        }
        assertThat(reopened(store)).hasSize(500);
        assertThat(safe).hasSize(500).doesNotContain(false);
    }

    @Test
    default void closedStoreRefusesChanges() {
        RegistryStore store = newStore();
        store.open();
        store.close();
        StoreException failure = write(store, new StoreChange.Put(terms("orders", "a", 1)));
        assertThat(failure).isNotNull().hasMessageContaining("closed");
    }

    @Test
    default void epochGrowsAtEachOpening() {
        RegistryStore store = newStore();
        long last = store.open().epoch();
        assertThat(last).isPositive();
        for (int i = 0; i < 5; i++) {
            store.close();
            store = again(store);
            long next = store.open().epoch();
            assertThat(next).isGreaterThan(last);
            last = next;
        }
        store.close();
    }

    @Test
    default void callbackThatThrowsDoesNotStopTheOthers() throws Exception {
        RegistryStore store = newStore();
        store.open();
        try {
            store.write(new StoreChange.Put(terms("orders", "a", 1)), failure -> {
                throw new IllegalStateException("thrown on purpose");
            });
        } catch (IllegalStateException e) {
            // a store that calls back at once lets the caller have it
        }
        put(store, terms("orders", "b", 1));
        assertThat(reopened(store)).hasSize(2);
    }

    @Test
    default void randomChangesEndAsInAModel() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<LeaseKey, LeaseTerms> model = new HashMap<>();
        RegistryStore store = newStore();
        store.open();
        CountDownLatch done = new CountDownLatch(3_000);
        for (int i = 0; i < 3_000; i++) {
            LeaseTerms terms = terms("s" + random.nextInt(3), "i" + random.nextInt(20), 1 + random.nextInt(3));
            long incarnation = terms.endpoint().incarnation();
            if (random.nextBoolean()) {
                model.put(terms.key(), terms);
                store.write(new StoreChange.Put(terms), failure -> done.countDown());
            } else {
                model.computeIfPresent(
                        terms.key(), (key, held) -> held.endpoint().incarnation() == incarnation ? null : held);
                store.write(new StoreChange.Remove(terms.key(), incarnation), failure -> done.countDown());
            }
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(reopened(store)).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(model.values());
    }

    /** What the store holds after it was closed and opened again; closed in the end. */
    default List<LeaseTerms> reopened(RegistryStore store) {
        store.close();
        try (RegistryStore next = again(store)) {
            return next.open().leases();
        }
    }

    static void put(RegistryStore store, LeaseTerms terms) {
        assertThat(write(store, new StoreChange.Put(terms))).isNull();
    }

    /** Makes a change and waits for what comes of it: null when it is safe. */
    static StoreException write(RegistryStore store, StoreChange change) {
        CompletableFuture<StoreException> result = new CompletableFuture<>();
        store.write(change, result::complete);
        try {
            return result.get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no answer of the store", e);
        }
    }

    static LeaseTerms terms(String service, String instance, long incarnation) {
        Endpoint endpoint = Endpoint.of(service, instance, Address.of("tcp", "10.0.0.4", 7000))
                .withTags(Map.of("zone", "a"))
                .withIncarnation(incarnation);
        return new LeaseTerms(endpoint, 15_000);
    }
}
