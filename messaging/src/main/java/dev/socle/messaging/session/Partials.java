package dev.socle.messaging.session;

import dev.socle.messaging.frame.Reassembly;
import io.netty.util.collection.IntObjectHashMap;
import org.jspecify.annotations.Nullable;

/** The messages of a connection that have come in part, with the limits on all of them together. All on the loop. */
final class Partials {

    private static final long IDLE_NANOS = 30_000_000_000L;

    /** One message in parts: what its first frame said, what has come, and when. */
    static final class Partial {
        final int streamId;
        final int firstTypeAndFlags;
        final Reassembly reassembly;
        long initialN;
        long touchedNanos = System.nanoTime();

        Partial(int streamId, int firstTypeAndFlags, int initialN, Reassembly reassembly) {
            this.streamId = streamId;
            this.firstTypeAndFlags = firstTypeAndFlags;
            this.initialN = initialN;
            this.reassembly = reassembly;
        }
    }

    private final SessionLimits limits;
    private final IntObjectHashMap<Partial> partials = new IntObjectHashMap<>(2);
    private long bytesHeld;

    Partials(SessionLimits limits) {
        this.limits = limits;
    }

    @Nullable
    Partial get(int streamId) {
        return partials.isEmpty() ? null : partials.get(streamId);
    }

    /** Whether one more message may begin to come in parts. */
    boolean hasRoom() {
        return partials.size() < limits.reassembliesMax() && bytesHeld < limits.reassemblyBytesMax();
    }

    void add(Partial partial) {
        partials.put(partial.streamId, partial);
    }

    /** Counts bytes that a partial message gained; false when all of them together hold too much. */
    boolean grown(Partial partial, int bytesBefore) {
        partial.touchedNanos = System.nanoTime();
        bytesHeld += partial.reassembly.bytesHeld() - bytesBefore;
        return bytesHeld <= limits.reassemblyBytesMax();
    }

    /** Takes a message out, complete or not; the caller releases it. */
    void remove(Partial partial) {
        if (partials.remove(partial.streamId) == partial) {
            bytesHeld -= partial.reassembly.bytesHeld();
        }
    }

    /** Drops what has come for a stream, if anything. */
    boolean drop(int streamId) {
        Partial partial = get(streamId);
        if (partial == null) {
            return false;
        }
        remove(partial);
        partial.reassembly.release();
        return true;
    }

    /** When a message must have its next part that has one now. */
    static long idleDeadline(long nowNanos) {
        return nowNanos + IDLE_NANOS;
    }

    /** When the partial messages have to be looked at again; {@link Long#MAX_VALUE} for never. */
    long nextDeadline() {
        long earliest = Long.MAX_VALUE;
        for (Partial partial : partials.values()) {
            long deadline = idleDeadline(partial.touchedNanos);
            if (earliest == Long.MAX_VALUE || deadline - earliest < 0) {
                earliest = deadline;
            }
        }
        return earliest;
    }

    /** Streams whose next fragment did not come in time. */
    int[] idle(long nowNanos) {
        return partials.values().stream()
                .filter(partial -> nowNanos - partial.touchedNanos >= IDLE_NANOS)
                .mapToInt(partial -> partial.streamId)
                .toArray();
    }

    int count() {
        return partials.size();
    }

    void close() {
        for (Partial partial : partials.values()) {
            partial.reassembly.release();
        }
        partials.clear();
        bytesHeld = 0;
    }
}
