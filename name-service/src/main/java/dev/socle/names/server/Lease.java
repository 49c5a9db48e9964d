package dev.socle.names.server;

import dev.socle.names.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * A registration in memory, with what is known of its owner's life.
 *
 * <p><b>Threading:</b> the registry's thread. Times are milliseconds of the {@link LeaseClock}.
 */
final class Lease {

    final LeaseKey key;
    final Endpoint endpoint;
    final long ttlMillis;
    long renewedAt;
    /** Read from the store, and not renewed since. */
    boolean isRecovered;
    /** Lapsed, and kept because so many lapsed at once. */
    boolean isSuspect;
    /** No longer registered: replaced, deregistered or expired. */
    boolean isOver;

    private LeaseWheel.@Nullable Ticket ticket;

    Lease(LeaseTerms terms, long now, boolean isRecovered) {
        this.key = terms.key();
        this.endpoint = terms.endpoint();
        this.ttlMillis = terms.ttlMillis();
        this.renewedAt = now;
        this.isRecovered = isRecovered;
    }

    LeaseTerms terms() {
        return new LeaseTerms(endpoint, ttlMillis);
    }

    long deadline() {
        return renewedAt + ttlMillis;
    }

    /** Whether a renewal is missing that a living owner would have sent: it renews after each third of its time. */
    boolean isOverdue(long now) {
        return now - renewedAt > ttlMillis - ttlMillis / 3;
    }

    void end() {
        isOver = true;
        ticket(null);
    }

    /** The one place where the wheel has it; an earlier one does not count any more. */
    void ticket(LeaseWheel.@Nullable Ticket value) {
        if (ticket != null) {
            ticket.cancel();
        }
        ticket = value;
    }

    /** About how much of a snapshot's message this takes; also twelve bytes for each token, of which a message has a limit too. */
    int wireBytes() {
        int bytes = 180
                + endpoint.instance().length()
                + endpoint.address().toString().length();
        for (var tag : endpoint.tags().entrySet()) {
            // At most 3 bytes of UTF-8 for a char; an escaped quote takes 2 for 1.
            bytes += 25 + tag.getKey().length() + 3 * tag.getValue().length();
        }
        return bytes;
    }
}
