package dev.socle.messaging.datagram;

import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a server has been asked for of late, with the answers: whatever comes again is not executed again.
 *
 * <p><b>Threading:</b> the server's event loop.
 * <p><b>Limits:</b> a number of requests and of bytes; when one is reached, new requests are refused, and none that might
 * still come again is forgotten.
 */
final class DuplicateCache {

    /** Who asked, and for what: another client may use the same number. */
    record Key(InetSocketAddress client, long operation) {}

    /** One request. */
    static final class Entry {

        private final Key key;
        private long seenNanos;
        private byte @Nullable [] reply;

        private Entry(Key key, long seenNanos) {
            this.key = key;
            this.seenNanos = seenNanos;
        }

        Key key() {
            return key;
        }

        /** The datagram that answered it; empty when nothing goes back, null while it is executed. */
        byte @Nullable [] reply() {
            return reply;
        }
    }

    private final LongSupplier clock;
    private final long windowNanos;
    private final int entriesMax;
    private final int bytesMax;
    /** The oldest first. */
    private final LinkedHashMap<Key, Entry> entries = new LinkedHashMap<>();

    private long bytes;

    DuplicateCache(DatagramServiceOptions options, LongSupplier clock) {
        this.clock = clock;
        this.windowNanos = options.window().toNanos();
        this.entriesMax = options.rememberedMax();
        this.bytesMax = options.rememberedBytesMax();
    }

    /** What is known of a request; null when it is new. */
    @Nullable
    Entry find(Key key) {
        return entries.get(key);
    }

    /** Remembers a new request; null when there is no room. */
    @Nullable
    Entry add(Key key) {
        long now = clock.getAsLong();
        forgetOld(now);
        if (entries.size() >= entriesMax || bytes >= bytesMax) {
            return null;
        }
        Entry entry = new Entry(key, now);
        entries.put(key, entry);
        return entry;
    }

    /** Remembers the answer to a request. */
    void answered(Entry entry, byte[] reply) {
        entry.reply = reply;
        bytes += reply.length;
    }

    int size() {
        return entries.size();
    }

    private void forgetOld(long now) {
        for (int turns = entries.size(); turns > 0; turns--) {
            Iterator<Map.Entry<Key, Entry>> oldest = entries.entrySet().iterator();
            Entry entry = oldest.next().getValue();
            if (now - entry.seenNanos <= windowNanos) {
                return;
            }
            oldest.remove();
            if (entry.reply != null) {
                bytes -= entry.reply.length;
            } else { // still executed: it is remembered anew
                entry.seenNanos = now;
                entries.put(entry.key, entry);
            }
        }
    }
}
