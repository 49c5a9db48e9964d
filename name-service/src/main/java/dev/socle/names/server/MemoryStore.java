package dev.socle.names.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A store without a disk: every registration is safe at once, and gone with the process. Opened again, the same object
 * still holds what it held.
 */
public final class MemoryStore implements RegistryStore {

    private final Map<LeaseKey, LeaseTerms> leases = new LinkedHashMap<>();
    private long epoch;
    private boolean open;

    @Override
    public synchronized Contents open() {
        open = true;
        epoch = Epoch.after(epoch);
        return new Contents(epoch, new ArrayList<>(leases.values()));
    }

    @Override
    public void write(StoreChange change, Done done) {
        done.onDone(apply(change) ? null : new StoreException("The store in memory is closed: nothing was kept", null));
    }

    @Override
    public String description() {
        return "volatile: registrations do not outlive the server";
    }

    @Override
    public synchronized void close() {
        open = false;
    }

    private synchronized boolean apply(StoreChange change) {
        if (!open) {
            return false;
        }
        if (change instanceof StoreChange.Put put) {
            leases.put(put.terms().key(), put.terms());
        } else if (change instanceof StoreChange.Remove remove) {
            leases.computeIfPresent(
                    remove.key(), (key, held) -> held.endpoint().incarnation() == remove.incarnation() ? null : held);
        }
        return true;
    }
}
