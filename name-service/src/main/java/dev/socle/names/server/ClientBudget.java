package dev.socle.names.server;

import java.util.HashSet;
import java.util.Set;

/**
 * What one connection has taken of the name server so far.
 *
 * <p><b>Threading:</b> the registry's thread.
 */
final class ClientBudget {

    private final NameServerLimits limits;
    private final Set<LeaseKey> registered = new HashSet<>();
    private int watches;

    ClientBudget(NameServerLimits limits) {
        this.limits = limits;
    }

    /** Counts a registration; false when it would be one too many. */
    boolean tryRegister(LeaseKey key, Services services) {
        if (registered.contains(key)) {
            return true;
        }
        if (registered.size() >= limits.instancesPerConnectionMax()) {
            registered.removeIf(held -> services.lease(held) == null);
        }
        return registered.size() < limits.instancesPerConnectionMax() && registered.add(key);
    }

    void deregistered(LeaseKey key) {
        registered.remove(key);
    }

    /** Counts a watch that begins; false when it would be one too many. */
    boolean tryWatch() {
        if (watches >= limits.watchesPerConnectionMax()) {
            return false;
        }
        watches++;
        return true;
    }

    void unwatched() {
        watches--;
    }
}
