package dev.socle.names.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where registrations outlive the process: what a registry engine implements.
 *
 * <p><b>Threading:</b> {@link #open} and {@link #close} may block and are called once each; {@link #write} is called from
 * one thread and must not block.
 */
public interface RegistryStore extends AutoCloseable {

    /**
     * What a store holds when it opens.
     *
     * @param epoch greater than at every opening before
     * @param leases all registrations
     */
    record Contents(long epoch, List<LeaseTerms> leases) {}

    /** What is called when a change is safe, or has failed. */
    @FunctionalInterface
    interface Done {
        /**
         * Called exactly once for each change, on a thread of the store's choice.
         *
         * @param failure why the change may be lost, or null when it is safe
         */
        void onDone(@Nullable StoreException failure);
    }

    /**
     * Opens, begins a new epoch, and reads everything.
     *
     * <p><b>Errors:</b> {@link StoreException}, for example when another process has the store.
     */
    Contents open();

    /**
     * Makes a change, after all changes that were asked for before. Changes that fail leave the store usable: later ones may
     * succeed again. A change that would wait behind too many others fails at once.
     */
    void write(StoreChange change, Done done);

    /** What stands in the name server's start line: where the data is, or that there is none. */
    String description();

    /** Finishes the changes asked for so far and lets go of everything. */
    @Override
    void close();
}
