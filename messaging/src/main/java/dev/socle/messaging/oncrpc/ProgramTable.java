package dev.socle.messaging.oncrpc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The programs of a server, by number and version.
 *
 * <p><b>Threading:</b> immutable once made.
 */
final class ProgramTable {

    private final Map<Integer, TreeMap<Integer, Map<Integer, ServedProcedure>>> programs = new HashMap<>();

    /** Adds the procedures of one version; false when it is there already. */
    boolean add(Program program, List<ServedProcedure> procedures) {
        Map<Integer, ServedProcedure> byNumber = new HashMap<>();
        procedures.forEach(each -> byNumber.put(each.procedure().number(), each));
        return programs.computeIfAbsent(program.number(), number -> new TreeMap<>(Integer::compareUnsigned))
                        .putIfAbsent(program.version(), byNumber)
                == null;
    }

    /** All versions of all programs. */
    List<Program> programs() {
        return programs.entrySet().stream()
                .flatMap(each -> each.getValue().keySet().stream().map(version -> new Program(each.getKey(), version)))
                .toList();
    }

    /** The versions of a program, the lowest first; null when there is no such program. */
    @Nullable
    SortedMap<Integer, Map<Integer, ServedProcedure>> versions(int program) {
        return programs.get(program);
    }
}
