package dev.socle.names;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The whole view of one service at one moment.
 *
 * @param service whose view it is
 * @param version how new it is
 * @param freshness how far it can be trusted
 * @param endpoints the instances, sorted by id; empty when there are none, which is not told apart from a service that
 *     never was
 * @param suspects ids of instances in it whose lease has lapsed, and that are kept because so many lapsed at once that
 *     the fault is likelier with the name server or the network
 */
public record Snapshot(
        String service, Version version, Freshness freshness, List<Endpoint> endpoints, Set<String> suspects) {

    public Snapshot {
        List<Endpoint> sorted = new ArrayList<>(endpoints);
        sorted.sort(Comparator.comparing(Endpoint::instance));
        endpoints = List.copyOf(sorted);
        suspects = Set.copyOf(suspects);
    }

    /** The view of a service of which nothing is known. */
    public static Snapshot unknown(String service) {
        return new Snapshot(service, Version.NONE, Freshness.STALE, List.of(), Set.of());
    }

    /** A copy with another {@link #freshness}. */
    public Snapshot withFreshness(Freshness value) {
        return value == freshness ? this : new Snapshot(service, version, value, endpoints, suspects);
    }

    /** Whether there is an instance to call. */
    public boolean isUsable() {
        return !endpoints.isEmpty();
    }
}
