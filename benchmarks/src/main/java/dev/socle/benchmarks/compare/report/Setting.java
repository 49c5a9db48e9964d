package dev.socle.benchmarks.compare.report;

import java.util.List;

/**
 * Where and how it was measured: without this a figure says nothing.
 *
 * @param machine processors and system
 * @param java the JVM
 * @param versions who was measured, with versions
 * @param flags what each JVM was told
 * @param method windows, rounds and warm-up
 */
public record Setting(String machine, String java, String versions, List<String> flags, String method) {

    public Setting {
        flags = List.copyOf(flags);
    }

    /** One line for each. */
    List<String> lines() {
        return List.of(machine, java, versions, "Flags: " + String.join(" ", flags), method);
    }
}
