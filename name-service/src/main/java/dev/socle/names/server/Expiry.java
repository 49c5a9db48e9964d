package dev.socle.names.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends leases whose time is over: out of memory at once, out of the store as soon as it can be written.
 *
 * <p><b>Threading:</b> the registry's thread.
 */
final class Expiry {

    private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);
    private static final long RETRY_MILLIS = 1_000;

    private final Services services;
    private final Gates gates;
    private final RegistryStore store;
    private final Executor loop;
    private final LeaseClock clock;
    private final LeaseWheel wheel;
    private final @Nullable ExpiryGuard guard;
    private final Map<LeaseKey, StoreChange.Remove> failedRemovals = new HashMap<>();
    private long retryAt;

    Expiry(Services services, Gates gates, RegistryStore store, Executor loop, LeaseClock clock, boolean isGuarded) {
        this.services = services;
        this.gates = gates;
        this.store = store;
        this.loop = loop;
        this.clock = clock;
        wheel = new LeaseWheel(clock.nowMillis());
        guard = isGuarded ? new ExpiryGuard(services, clock.nowMillis()) : null;
    }

    void add(Lease lease) {
        wheel.add(lease);
    }

    /** The key was written anew: what could not be removed of it is replaced. */
    void forgetFailedRemoval(LeaseKey key) {
        failedRemovals.remove(key);
    }

    void advance() {
        long now = clock.nowMillis();
        if (guard != null) {
            guard.advance(now, this::end);
        }
        wheel.advance(now, this::onLapsed);
        retryRemovals();
    }

    private void onLapsed(Lease lease) {
        if (gates.isClosed(lease.key)) {
            wheel.putOff(lease); // its owner is just writing to it
            return;
        }
        if (guard == null || !guard.isKept(lease, clock.nowMillis())) {
            end(lease);
        }
    }

    private void end(Lease lease) {
        if (gates.isClosed(lease.key)) {
            wheel.putOff(lease);
            return;
        }
        LOG.debug("Lease of {} lapsed after {} ms", lease.key, lease.ttlMillis);
        services.lapse(lease);
        remove(new StoreChange.Remove(lease.key, lease.endpoint.incarnation()));
    }

    private void remove(StoreChange.Remove removal) {
        gates.close(removal.key());
        store.write(
                removal,
                failure -> loop.execute(() -> {
                    if (failure != null) {
                        failedRemovals.put(removal.key(), removal);
                    }
                    gates.open(removal.key());
                }));
    }

    private void retryRemovals() {
        if (failedRemovals.isEmpty() || clock.nowMillis() < retryAt) {
            return;
        }
        retryAt = clock.nowMillis() + RETRY_MILLIS;
        for (StoreChange.Remove removal : new ArrayList<>(failedRemovals.values())) {
            if (!gates.isClosed(removal.key())) {
                failedRemovals.remove(removal.key());
                remove(removal);
            }
        }
    }
}
