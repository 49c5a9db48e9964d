package dev.socle.names.server;

import dev.socle.names.Endpoint;
import dev.socle.names.Freshness;
import dev.socle.names.ServiceSummary;
import dev.socle.names.Snapshot;
import dev.socle.names.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * One service: its leases, and who watches it. Watchers hear of it at most every 100 ms, and each one holds no more than the
 * newest snapshot, so that neither a flapping instance nor a slow reader costs the others anything.
 *
 * <p><b>Threading:</b> the registry's thread, but for {@link #snapshotIfMade}.
 */
final class ServiceEntry {

    private static final long PUBLISH_GAP_MILLIS = 100;

    final String service;
    private final TreeMap<String, Lease> leases = new TreeMap<>();
    private final Sinks.Many<Snapshot> watchers = Sinks.many().replay().latest();
    private Version version;
    private int recovered;
    private int suspects;
    private int wireBytes;
    private volatile @Nullable Snapshot made;
    private @Nullable Version published;
    private long publishedAt = -PUBLISH_GAP_MILLIS;

    ServiceEntry(String service, Version version) {
        this.service = service;
        this.version = version;
    }

    @Nullable
    Lease lease(String instance) {
        return leases.get(instance);
    }

    Collection<Lease> leases() {
        return leases.values();
    }

    int wireBytes() {
        return wireBytes;
    }

    boolean isIdle() {
        return leases.isEmpty() && watchers.currentSubscriberCount() == 0;
    }

    /** Adds a lease in place of the one of that instance. */
    void put(Lease lease, Version changed) {
        Lease replaced = leases.put(lease.key.instance(), lease);
        count(lease, 1);
        if (replaced != null) {
            count(replaced, -1);
            replaced.end();
        }
        change(changed);
    }

    void remove(Lease lease, Version changed) {
        if (leases.remove(lease.key.instance(), lease)) {
            count(lease, -1);
            lease.end();
            change(changed);
        }
    }

    /** The owner lives: what was doubted of the lease is settled. Returns whether watchers see a difference. */
    boolean settle(Lease lease) {
        boolean wasSuspect = lease.isSuspect;
        boolean wasRecovered = lease.isRecovered;
        count(lease, -1);
        lease.isSuspect = false;
        lease.isRecovered = false;
        count(lease, 1);
        return wasSuspect || (wasRecovered && recovered == 0);
    }

    void suspect(Lease lease, Version changed) {
        count(lease, -1);
        lease.isSuspect = true;
        count(lease, 1);
        change(changed);
    }

    void change(Version changed) {
        version = changed;
        made = null;
    }

    /** The present view if nothing changed since it was last asked for; any thread. */
    @Nullable
    Snapshot snapshotIfMade() {
        return made;
    }

    Snapshot snapshot() {
        Snapshot present = made;
        if (present == null) {
            present = make();
            made = present;
        }
        return present;
    }

    ServiceSummary summary() {
        return new ServiceSummary(service, leases.size(), suspects, freshness());
    }

    /** The present view and those that come. The caller subscribes at once, on the registry's thread. */
    Flux<Snapshot> watch(long now) {
        publish(now);
        return watchers.asFlux().onBackpressureLatest();
    }

    /** Tells the watchers, unless they know or were told just now; returns whether they know. */
    boolean tryPublish(long now) {
        if (version.equals(published)) {
            return true;
        }
        if (watchers.currentSubscriberCount() == 0) {
            return true; // who comes later is told when it comes
        }
        if (now - publishedAt < PUBLISH_GAP_MILLIS) {
            return false;
        }
        publish(now);
        return true;
    }

    void complete() {
        watchers.tryEmitComplete();
    }

    private void publish(long now) {
        if (!version.equals(published)) {
            published = version;
            publishedAt = now;
            watchers.tryEmitNext(snapshot());
        }
    }

    private Snapshot make() {
        List<Endpoint> endpoints = new ArrayList<>(leases.size());
        Set<String> suspected = new HashSet<>();
        for (Lease lease : leases.values()) {
            endpoints.add(lease.endpoint);
            if (lease.isSuspect) {
                suspected.add(lease.key.instance());
            }
        }
        return new Snapshot(service, version, freshness(), endpoints, suspected);
    }

    private Freshness freshness() {
        return recovered == 0 ? Freshness.LIVE : Freshness.RECOVERED;
    }

    private void count(Lease lease, int sign) {
        wireBytes += sign * lease.wireBytes();
        recovered += lease.isRecovered ? sign : 0;
        suspects += lease.isSuspect ? sign : 0;
    }
}
