package dev.socle.messaging.service;

import java.util.List;

/** Faults of service interfaces: collected, then told all at once. */
final class Faults {

    private Faults() {}

    /** Throws what was collected, if anything was. */
    static void throwIfAny(List<String> faults) {
        if (!faults.isEmpty()) {
            String head = faults.size() == 1 ? "1 fault in services" : faults.size() + " faults in services";
            throw new IllegalArgumentException(head + ":\n  " + String.join("\n  ", faults));
        }
    }
}
