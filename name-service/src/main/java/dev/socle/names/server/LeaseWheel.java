package dev.socle.names.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the leases that have lapsed without looking at the others: a ring of slots, one for each 100 ms. A renewal moves
 * nothing; a lease that is met at its old place and has been renewed since is put where its deadline is now.
 *
 * <p><b>Threading:</b> the registry's thread.
 * <p><b>Limits:</b> deadlines at most 409 s ahead come up exactly; later ones are met, and put off, on the way.
 */
final class LeaseWheel {

    private static final int SLOTS = 4096;
    private static final long SLOT_MILLIS = LeaseClock.TICK_MILLIS;

    /** A lease's place in the ring. One that is over, or has a later ticket, leaves an empty ticket behind. */
    static final class Ticket {
        private @Nullable Lease lease;

        private Ticket(Lease lease) {
            this.lease = lease;
        }

        void cancel() {
            lease = null;
        }
    }

    private final List<List<Ticket>> ring = new ArrayList<>(SLOTS);
    private long reached;

    LeaseWheel(long now) {
        for (int i = 0; i < SLOTS; i++) {
            ring.add(new ArrayList<>(0));
        }
        reached = now / SLOT_MILLIS;
    }

    /** Watches a lease for its deadline; called again when the deadline may have come nearer. */
    void add(Lease lease) {
        place(lease, lease.deadline() / SLOT_MILLIS + 1);
    }

    /** Looks at a lease again one slot later. */
    void putOff(Lease lease) {
        place(lease, reached + 1);
    }

    /** Hands over each lease whose deadline has come. */
    void advance(long now, Consumer<Lease> lapsed) {
        long last = now / SLOT_MILLIS;
        while (reached < last) {
            reached++;
            int index = (int) (reached % SLOTS);
            List<Ticket> met = ring.get(index);
            if (met.isEmpty()) {
                continue;
            }
            ring.set(index, new ArrayList<>(0));
            for (Ticket ticket : met) {
                Lease lease = ticket.lease;
                if (lease == null) {
                    continue;
                }
                if (lease.deadline() > now) {
                    add(lease);
                } else {
                    lapsed.accept(lease);
                }
            }
        }
    }

    private void place(Lease lease, long slot) {
        long within = Math.min(Math.max(slot, reached + 1), reached + SLOTS - 1);
        Ticket ticket = new Ticket(lease);
        lease.ticket(ticket);
        ring.get((int) (within % SLOTS)).add(ticket);
    }
}
