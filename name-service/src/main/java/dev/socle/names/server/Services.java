package dev.socle.names.server;

import dev.socle.names.ServiceSummary;
import dev.socle.names.Snapshot;
import dev.socle.names.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * All services in memory, and the one count of changes from which their versions come. A version is given to the service
 * that changed and to no other: who watches a quiet service is never woken for a busy one.
 *
 * <p><b>Threading:</b> the registry's thread, but for {@link #snapshotIfMade}.
 */
final class Services {

    private final long epoch;
    private final Executor loop;
    private final Map<String, ServiceEntry> entries = new ConcurrentHashMap<>();
    private final Set<ServiceEntry> changed = new HashSet<>();
    private long revision;
    private int leaseCount;

    Services(long epoch, Executor loop) {
        this.epoch = epoch;
        this.loop = loop;
    }

    int leaseCount() {
        return leaseCount;
    }

    Collection<ServiceEntry> entries() {
        return entries.values();
    }

    @Nullable
    ServiceEntry entry(String service) {
        return entries.get(service);
    }

    @Nullable
    Lease lease(LeaseKey key) {
        ServiceEntry entry = entries.get(key.service());
        return entry == null ? null : entry.lease(key.instance());
    }

    void put(Lease lease, long now) {
        ServiceEntry entry = entryMade(lease.key.service());
        leaseCount += entry.lease(lease.key.instance()) == null ? 1 : 0;
        entry.put(lease, nextVersion());
        publishSoon(entry, now);
    }

    void remove(Lease lease, long now) {
        ServiceEntry entry = removed(lease);
        if (entry != null) {
            publishSoon(entry, now);
            dropIfIdle(entry);
        }
    }

    /** Its time is over. Watchers hear of all that one beat ends in one snapshot, with {@link #publishDue}. */
    void lapse(Lease lease) {
        ServiceEntry entry = removed(lease);
        if (entry != null) {
            changed.add(entry);
            dropIfIdle(entry);
        }
    }

    /** The owner of a doubted lease has been heard of. */
    void settle(Lease lease, long now) {
        ServiceEntry entry = entryMade(lease.key.service());
        if (entry.settle(lease)) {
            entry.change(nextVersion());
            publishSoon(entry, now);
        }
    }

    /** Its time is over, and kept for doubt; told of like {@link #lapse}. */
    void suspect(Lease lease) {
        ServiceEntry entry = entryMade(lease.key.service());
        entry.suspect(lease, nextVersion());
        changed.add(entry);
    }

    /** The present view of a service if it stands ready; any thread. */
    @Nullable
    Snapshot snapshotIfMade(String service) {
        ServiceEntry entry = entries.get(service);
        return entry == null ? null : entry.snapshotIfMade();
    }

    Snapshot snapshot(String service) {
        ServiceEntry entry = entries.get(service);
        return (entry == null ? new ServiceEntry(service, version()) : entry).snapshot();
    }

    /** The present view and those that come. The caller subscribes at once, on the registry's thread. */
    Flux<Snapshot> watch(String service, long now) {
        ServiceEntry entry = entryMade(service);
        return entry.watch(now).doFinally(end -> loop.execute(() -> dropIfIdle(entry)));
    }

    List<ServiceSummary> summaries() {
        List<ServiceSummary> all = new ArrayList<>();
        for (ServiceEntry entry : entries.values()) {
            if (!entry.leases().isEmpty()) {
                all.add(entry.summary());
            }
        }
        all.sort(java.util.Comparator.comparing(ServiceSummary::service));
        return all;
    }

    /** Tells the watchers of services that changed a moment ago. */
    void publishDue(long now) {
        changed.removeIf(entry -> entry.tryPublish(now));
    }

    /** Ends all watches. */
    void complete() {
        entries.values().forEach(ServiceEntry::complete);
    }

    /** Takes the lease out; the service that it was of, or null when it was over before. */
    private @Nullable ServiceEntry removed(Lease lease) {
        ServiceEntry entry = entries.get(lease.key.service());
        if (entry == null || lease.isOver) {
            return null;
        }
        leaseCount--;
        entry.remove(lease, nextVersion());
        return entry;
    }

    private void publishSoon(ServiceEntry entry, long now) {
        if (!entry.tryPublish(now)) {
            changed.add(entry);
        }
    }

    private void dropIfIdle(ServiceEntry entry) {
        if (entry.isIdle()) {
            entries.remove(entry.service, entry);
        }
    }

    private ServiceEntry entryMade(String service) {
        return entries.computeIfAbsent(service, name -> new ServiceEntry(name, version()));
    }

    private Version nextVersion() {
        revision++;
        return version();
    }

    private Version version() {
        return new Version(epoch, revision);
    }
}
