package dev.socle.messaging.session;

import io.netty.util.collection.IntObjectHashMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The live streams of a session by their number, and the next number to give. All on the loop.
 *
 * <p>A client numbers its streams 1, 3, 5 …, a server 2, 4, 6 …; after 2<sup>31</sup>−1 numbers begin again and those in
 * use are skipped.
 */
final class StreamTable {

    private final IntObjectHashMap<LiveStream> streams = new IntObjectHashMap<>();
    private final int parity;
    private int next;
    private boolean wrapped;
    private int own;
    /** The highest number that the other side has used. */
    private int highest;

    StreamTable(boolean client) {
        next = client ? 1 : 2;
        parity = next & 1;
    }

    void presetNext(int streamId) {
        next = streamId;
    }

    /** Whether streams of this number are started by this side. */
    boolean isOwn(int streamId) {
        return (streamId & 1) == parity;
    }

    /** The number that the next stream of this side gets, until it is {@link #put} or {@link #pass passed}. */
    int nextId() {
        while (wrapped && streams.containsKey(next)) {
            advance();
        }
        return next;
    }

    /** The other side has used this number. */
    void taken(int streamId) {
        highest = Math.max(highest, streamId);
    }

    /** Whether a stream ever had this number, as far as that can be known. */
    boolean wasUsed(int streamId) {
        return isOwn(streamId) ? wrapped || streamId < next : streamId <= highest;
    }

    @Nullable
    LiveStream get(int streamId) {
        return streams.get(streamId);
    }

    boolean contains(int streamId) {
        return streams.containsKey(streamId);
    }

    void put(int streamId, LiveStream stream) {
        streams.put(streamId, stream);
        if (isOwn(streamId)) {
            own++;
            pass(streamId);
        }
    }

    /** A stream of this side with that number was over as soon as it was sent. */
    void pass(int streamId) {
        if (streamId == next) {
            advance();
        }
    }

    /** Takes a stream out; false when it is not in. */
    boolean remove(int streamId, LiveStream stream) {
        LiveStream removed = streams.remove(streamId);
        if (removed != stream) {
            if (removed != null) {
                streams.put(streamId, removed); // another one has that number
            }
            return false;
        }
        if (isOwn(streamId)) {
            own--;
        }
        return true;
    }

    /** How many streams this side has started. */
    int own() {
        return own;
    }

    /** How many streams there are, of either side. */
    int size() {
        return streams.size();
    }

    boolean isEmpty() {
        return streams.isEmpty();
    }

    /** The streams of this moment, to be walked while streams come and go. */
    List<LiveStream> all() {
        return new ArrayList<>(streams.values());
    }

    private void advance() {
        next += 2;
        if (next < 0) {
            next = parity == 1 ? 1 : 2;
            wrapped = true;
        }
    }
}
