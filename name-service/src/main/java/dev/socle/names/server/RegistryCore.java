package dev.socle.names.server;

import dev.socle.messaging.session.ErrorCode;
import dev.socle.names.Endpoint;
import dev.socle.names.NameErrors;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides who is registered. Everything is in memory; what must outlive the process goes to the store first and is seen by
 * others when it is safe. Renewals are never written.
 *
 * <p>Invariant: what a client was told is in the store; what watchers see was told to its owner, or is about to be.
 * <p><b>Threading:</b> the registry's thread, which the executor stands for; nothing here blocks.
 */
final class RegistryCore {

    /** What a client is granted. */
    record Grant(long incarnation, long ttlMillis, long epoch) {}

    private final RegistryStore store;
    private final NameServerLimits limits;
    private final Executor loop;
    private final long epoch;
    private final LeaseClock clock;
    private final Services services;
    private final Gates gates = new Gates();
    private final Expiry expiry;
    private long nextIncarnation;
    private int putsUnderWay;

    RegistryCore(
            RegistryStore store,
            RegistryStore.Contents contents,
            NameServerLimits limits,
            LongSupplier nanoTime,
            Executor loop) {
        this.store = store;
        this.limits = limits;
        this.loop = loop;
        epoch = contents.epoch();
        // Room for a thousand a millisecond, and below 2^53, so that every language can hold it.
        nextIncarnation = epoch << 10;
        clock = new LeaseClock(nanoTime);
        services = new Services(epoch, loop);
        expiry = new Expiry(services, gates, store, loop, clock, limits.isExpiryGuarded());
        for (LeaseTerms terms : contents.leases()) {
            hold(new Lease(terms, clock.nowMillis(), true));
        }
    }

    Services services() {
        return services;
    }

    LeaseClock clock() {
        return clock;
    }

    /** The 100 ms beat: leases lapse, and watchers hear what they have not heard yet. */
    void tick() {
        clock.tick();
        expiry.advance();
        services.publishDue(clock.nowMillis());
    }

    /** Registers; the same incarnation again is a change of its endpoint, or a renewal. */
    CompletableFuture<Grant> register(Endpoint endpoint, long ttlMillis) {
        CompletableFuture<Grant> answer = new CompletableFuture<>();
        if (ttlMillis < limits.ttlMin().toMillis()
                || ttlMillis > limits.ttlMax().toMillis()) {
            answer.completeExceptionally(Refusals.invalid("Time to live of " + ttlMillis + " ms (expected: "
                    + limits.ttlMin().toMillis() + " to " + limits.ttlMax().toMillis() + ")"));
            return answer;
        }
        LeaseKey key = new LeaseKey(endpoint.service(), endpoint.instance());
        if (!gates.pass(key, () -> decide(key, endpoint, ttlMillis, answer))) {
            answer.completeExceptionally(Refusals.crowded(key));
        }
        return answer;
    }

    /** Renews one lease: 0, or the code that says why not. */
    int renew(LeaseKey key, long incarnation) {
        Lease lease = services.lease(key);
        if (lease == null || lease.endpoint.incarnation() < incarnation) {
            return ErrorCode.NOT_FOUND;
        }
        if (lease.endpoint.incarnation() > incarnation) {
            return NameErrors.CONFLICT;
        }
        touch(lease);
        return 0;
    }

    /** Deregisters; whether there was such a registration. One of another incarnation is left alone. */
    CompletableFuture<Boolean> deregister(LeaseKey key, long incarnation) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        if (!gates.pass(key, () -> decideRemoval(key, incarnation, answer))) {
            answer.completeExceptionally(Refusals.crowded(key));
        }
        return answer;
    }

    private void decide(LeaseKey key, Endpoint asked, long ttlMillis, CompletableFuture<Grant> answer) {
        Lease held = services.lease(key);
        long holder = held == null ? 0 : held.endpoint.incarnation();
        if (held != null && (asked.incarnation() == 0 ? holder == Long.MAX_VALUE : asked.incarnation() < holder)) {
            answer.completeExceptionally(Refusals.conflict(asked, held.endpoint));
            return;
        }
        long incarnation = asked.incarnation() == 0 ? Math.max(nextIncarnation++, holder + 1) : asked.incarnation();
        LeaseTerms terms = new LeaseTerms(asked.withIncarnation(incarnation), ttlMillis);
        if (held != null && held.terms().equals(terms)) {
            touch(held);
            answer.complete(new Grant(incarnation, ttlMillis, epoch));
            return;
        }
        Lease lease = new Lease(terms, clock.nowMillis(), false);
        if (held == null && services.leaseCount() + putsUnderWay >= limits.registrationsMax()) {
            answer.completeExceptionally(Refusals.registrations(limits.registrationsMax()));
        } else if (isOverSnapshot(lease, held)) {
            answer.completeExceptionally(Refusals.snapshot(asked, limits.snapshotBytesMax()));
        } else {
            write(lease, answer);
        }
    }

    private void write(Lease lease, CompletableFuture<Grant> answer) {
        LeaseTerms terms = lease.terms();
        gates.close(lease.key);
        putsUnderWay++;
        store.write(
                new StoreChange.Put(terms),
                failure -> loop.execute(() -> {
                    putsUnderWay--;
                    if (failure == null) {
                        lease.renewedAt = clock.nowMillis(); // the time in the store's queue is not its owner's
                        hold(lease);
                        expiry.forgetFailedRemoval(lease.key);
                        answer.complete(new Grant(terms.endpoint().incarnation(), terms.ttlMillis(), epoch));
                    } else {
                        answer.completeExceptionally(Refusals.notWritten(failure));
                    }
                    gates.open(lease.key);
                }));
    }

    private void decideRemoval(LeaseKey key, long incarnation, CompletableFuture<Boolean> answer) {
        Lease held = services.lease(key);
        if (held == null || held.endpoint.incarnation() != incarnation) {
            answer.complete(false);
            return;
        }
        gates.close(key);
        store.write(
                new StoreChange.Remove(key, incarnation),
                failure -> loop.execute(() -> {
                    if (failure == null) {
                        services.remove(held, clock.nowMillis());
                        answer.complete(true);
                    } else {
                        answer.completeExceptionally(Refusals.notWritten(failure));
                    }
                    gates.open(key);
                }));
    }

    private void hold(Lease lease) {
        services.put(lease, clock.nowMillis());
        expiry.add(lease);
    }

    private void touch(Lease lease) {
        long now = clock.nowMillis();
        lease.renewedAt = now;
        if (lease.isRecovered || lease.isSuspect) {
            services.settle(lease, now);
            expiry.add(lease);
        }
    }

    private boolean isOverSnapshot(Lease lease, @Nullable Lease held) {
        ServiceEntry entry = services.entry(lease.key.service());
        int others = entry == null ? 0 : entry.wireBytes() - (held == null ? 0 : held.wireBytes());
        return others + lease.wireBytes() > limits.snapshotBytesMax();
    }
}
