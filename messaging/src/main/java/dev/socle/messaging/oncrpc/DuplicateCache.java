package dev.socle.messaging.oncrpc;

import java.net.SocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The calls that came over a datagram socket of late, with their replies, so that what is sent again is not done again.
 *
 * <p><b>Threading:</b> on the socket's loop.
 * <p><b>Limits:</b> {@value #ENTRIES_MAX} calls, {@value #BYTES_MAX} bytes of replies, {@value #LIFE_SECONDS} seconds;
 * beyond these a call may be done twice, as ONC RPC over UDP allows.
 */
final class DuplicateCache {

    static final int ENTRIES_MAX = 1_024;
    static final int BYTES_MAX = 1 << 20;
    static final int LIFE_SECONDS = 60;

    private final Map<Key, Entry> entries = new LinkedHashMap<>();
    private long bytes;

    /**
     * What makes two datagrams the same call.
     *
     * @param hash of all bytes, as a caller that was started anew may use a number again
     */
    record Key(SocketAddress from, int xid, int hash) {}

    /** A call that was begun. */
    static final class Entry {

        private final long bornNanos;
        private byte @Nullable [] reply;

        private Entry(long bornNanos) {
            this.bornNanos = bornNanos;
        }

        /** The reply, or null while the call is worked on. */
        byte @Nullable [] reply() {
            return reply;
        }
    }

    /** A call that came before; null when it is new or long ago. */
    @Nullable
    Entry get(Key key, long nowNanos) {
        evictOlderThan(nowNanos - TimeUnit.SECONDS.toNanos(LIFE_SECONDS));
        return entries.get(key);
    }

    /** Remembers a call that is worked on. */
    void begin(Key key, long nowNanos) {
        forget(key);
        entries.put(key, new Entry(nowNanos));
        evictOverflow();
    }

    /** Remembers the reply to a call, unless that was forgotten. */
    void end(Key key, byte[] reply) {
        Entry begun = entries.get(key);
        if (begun != null) {
            bytes += reply.length;
            begun.reply = reply;
            evictOverflow();
        }
    }

    /** Forgets a call. */
    void forget(Key key) {
        Entry gone = entries.remove(key);
        bytes -= gone == null || gone.reply == null ? 0 : gone.reply.length;
    }

    int size() {
        return entries.size();
    }

    private void evictOverflow() {
        while (entries.size() > ENTRIES_MAX || bytes > BYTES_MAX) {
            forget(entries.keySet().iterator().next());
        }
    }

    /** The eldest stand in front. */
    private void evictOlderThan(long nanos) {
        for (Iterator<Map.Entry<Key, Entry>> all = entries.entrySet().iterator(); all.hasNext(); ) {
            Entry eldest = all.next().getValue();
            if (eldest.bornNanos - nanos >= 0) {
                return;
            }
            bytes -= eldest.reply == null ? 0 : eldest.reply.length;
            all.remove();
        }
    }
}
