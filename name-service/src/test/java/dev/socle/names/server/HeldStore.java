package dev.socle.names.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A store in memory whose disk a test holds by the hand: changes wait until they are let through, or fail. */
final class HeldStore implements RegistryStore {

    private record Held(StoreChange change, Done done) {}

    final MemoryStore data = new MemoryStore();
    private final Queue<Held> held = new ArrayDeque<>();
    boolean isHolding;
    boolean isBroken;

    @Override
    public Contents open() {
        return data.open();
    }

    @Override
    public void write(StoreChange change, Done done) {
        if (isHolding) {
            held.add(new Held(change, done));
        } else if (isBroken) {
            done.onDone(new StoreException("The disk of this test is broken", null));
        } else {
            data.write(change, done);
        }
    }

    /** Ends the holding, and lets go of what waits, in order. */
    void release() {
        isHolding = false;
        while (!held.isEmpty()) {
            Held next = held.poll();
            write(next.change(), next.done());
        }
    }

    List<LeaseTerms> contents() {
        return new ArrayList<>(data.open().leases());
    }

    @Override
    public String description() {
        return "held by a test";
    }

    @Override
    public void close() {
        data.close();
    }
}
