package dev.socle.names.server;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Doubts that the many are dead. Where more than half of a service, or more than 15 % of the registry, fall silent within one
 * time to live, the fault is likelier with the network or with this server: their leases are kept as suspects, shown as such,
 * and end slowly. A sign of life settles the doubt, a deregistration is never held back.
 *
 * <p>Who is silent is seen before leases lapse: an owner that lives renews at each third of its time.
 * <p><b>Threading:</b> the registry's thread.
 * <p><b>Limits:</b> no doubt about fewer than 10; suspects end at 15 % a minute at most, the longest silent first.
 */
final class ExpiryGuard {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiryGuard.class);
    private static final int SILENT_MIN = 10;
    private static final double SERVICE_SHARE = 0.5;
    private static final double REGISTRY_SHARE = 0.15;
    private static final double ENDED_PER_MILLI = 0.15 / 60_000;

    private record Ended(String service, long forgetAt) {}

    private final Services services;
    private final ArrayDeque<Lease> suspects = new ArrayDeque<>();
    private final ArrayDeque<Ended> ended = new ArrayDeque<>();
    private final Map<String, Integer> endedOfService = new HashMap<>();
    private final Map<String, Boolean> verdicts = new HashMap<>();
    private boolean isRegistryDoubted;
    private boolean isRegistryLookedAt;
    private int suspectsMost;
    private double allowance;
    private long lastAdvance;

    ExpiryGuard(Services services, long now) {
        this.services = services;
        lastAdvance = now;
    }

    /** Whether a lapsed lease is to be kept for the time being; if so, it is a suspect from now on. */
    boolean isKept(Lease lease, long now) {
        if (!isRegistryLookedAt) {
            isRegistryLookedAt = true;
            isRegistryDoubted = isRegistryDoubted(now);
        }
        boolean isDoubted = isRegistryDoubted
                || verdicts.computeIfAbsent(lease.key.service(), service -> isServiceDoubted(service, now));
        if (isDoubted) {
            services.suspect(lease);
            suspects.add(lease);
            suspectsMost = Math.max(suspectsMost, suspects.size());
        } else {
            remember(lease, now);
        }
        return isDoubted;
    }

    /** Begins a tick: forgets what it thought, and hands over the suspects whose time has come after all. */
    void advance(long now, java.util.function.Consumer<Lease> end) {
        verdicts.clear();
        isRegistryLookedAt = false;
        while (!ended.isEmpty() && ended.peek().forgetAt() <= now) {
            endedOfService.merge(ended.poll().service(), -1, (count, less) -> count + less == 0 ? null : count + less);
        }
        suspects.removeIf(lease -> lease.isOver || !lease.isSuspect);
        if (suspects.isEmpty()) {
            suspectsMost = 0;
            allowance = 0;
        } else {
            allowance += Math.max(suspectsMost, SILENT_MIN) * ENDED_PER_MILLI * (now - lastAdvance);
            while (allowance >= 1 && !suspects.isEmpty()) {
                allowance--;
                Lease lease = suspects.poll();
                remember(lease, now);
                end.accept(lease);
            }
        }
        lastAdvance = now;
    }

    private void remember(Lease lease, long now) {
        ended.add(new Ended(lease.key.service(), now + lease.ttlMillis));
        endedOfService.merge(lease.key.service(), 1, Integer::sum);
    }

    private boolean isServiceDoubted(String service, long now) {
        ServiceEntry entry = services.entry(service);
        if (entry == null) {
            return false;
        }
        int before = endedOfService.getOrDefault(service, 0);
        return isDoubted(
                "service " + service,
                silent(entry, now) + before,
                entry.leases().size() + before,
                SERVICE_SHARE);
    }

    private boolean isRegistryDoubted(long now) {
        int silent = ended.size();
        for (ServiceEntry entry : services.entries()) {
            silent += silent(entry, now);
        }
        return isDoubted("the registry", silent, services.leaseCount() + ended.size(), REGISTRY_SHARE);
    }

    private boolean isDoubted(String what, int silent, int all, double share) {
        if (silent < SILENT_MIN || silent <= share * all) {
            return false;
        }
        if (suspects.isEmpty()) {
            LOG.warn(
                    "{} of {} instances of {} fell silent at once: they are kept as suspects and end slowly unless they renew",
                    silent,
                    all,
                    what);
        }
        return true;
    }

    private static int silent(ServiceEntry entry, long now) {
        int silent = 0;
        for (Lease lease : entry.leases()) {
            silent += lease.isOverdue(now) ? 1 : 0;
        }
        return silent;
    }
}
