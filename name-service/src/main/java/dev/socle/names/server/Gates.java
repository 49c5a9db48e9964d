package dev.socle.names.server;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets one change of a registration pass at a time: while the store works on it, later ones to the same key wait. So every
 * decision is made on what is safe, and nothing ever has to be taken back.
 *
 * <p><b>Threading:</b> the registry's thread.
 * <p><b>Limits:</b> 16 may wait at one gate.
 */
final class Gates {

    static final int WAITING_MAX = 16;

    private final Map<LeaseKey, ArrayDeque<Runnable>> closed = new HashMap<>();

    /** Whether a change of that key is under way. */
    boolean isClosed(LeaseKey key) {
        return closed.containsKey(key);
    }

    /** Runs the change now, or when those before it are done; false when too many wait already. */
    boolean pass(LeaseKey key, Runnable change) {
        ArrayDeque<Runnable> waiting = closed.get(key);
        if (waiting == null) {
            change.run();
            return true;
        }
        return waiting.size() < WAITING_MAX && waiting.add(change);
    }

    /** Called by a change that goes to the store. */
    void close(LeaseKey key) {
        if (closed.put(key, new ArrayDeque<>(0)) != null) {
            throw new IllegalStateException("Two changes of " + key + " at a time");
        }
    }

    /** Called when the store is done: the next ones pass, up to one that goes to the store itself. */
    void open(LeaseKey key) {
        ArrayDeque<Runnable> waiting = closed.remove(key);
        while (waiting != null && !waiting.isEmpty()) {
            waiting.poll().run();
            ArrayDeque<Runnable> again = closed.get(key);
            if (again != null) {
                again.addAll(waiting);
                return;
            }
        }
    }
}
