package dev.socle.messaging.session;

import dev.socle.messaging.frame.FrameHeader;
import dev.socle.messaging.frame.FrameType;
import dev.socle.messaging.frame.MalformedFrameException;
import dev.socle.messaging.frame.Reassembly;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.collection.IntObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a connection that have come in part, with the limits on all of them together. A message that cannot be
 * completed fails its stream; the connection lives. All on the loop.
 */
final class Partials {

    private static final long IDLE_NANOS = 30_000_000_000L;

    /** One message in parts: what its first frame said, what has come, and when. */
    static final class Partial {
        final int streamId;
        final int firstTypeAndFlags;
        final Reassembly reassembly;
        long initialN;
        private long touchedNanos = System.nanoTime();

        private Partial(int streamId, int firstTypeAndFlags, int initialN, Reassembly reassembly) {
            this.streamId = streamId;
            this.firstTypeAndFlags = firstTypeAndFlags;
            this.initialN = initialN;
            this.reassembly = reassembly;
        }

        /** When its next part must have come. */
        long deadlineNanos() {
            return touchedNanos + IDLE_NANOS;
        }
    }

    private final ByteBufAllocator allocator;
    private final SessionLimits limits;
    private final ControlFrames control;
    private final StreamTable streams;
    private final IntObjectHashMap<Partial> partials = new IntObjectHashMap<>(2);
    private long bytesHeld;

    Partials(ByteBufAllocator allocator, SessionLimits limits, ControlFrames control, StreamTable streams) {
        this.allocator = allocator;
        this.limits = limits;
        this.control = control;
        this.streams = streams;
    }

    @Nullable
    Partial get(int streamId) {
        return partials.isEmpty() ? null : partials.get(streamId);
    }

    int count() {
        return partials.size();
    }

    /** Begins a message, or fails its stream and gives null when there are too many. */
    @Nullable
    Partial begin(int streamId, int typeAndFlags, int initialN) {
        if (partials.size() >= limits.reassembliesMax() || bytesHeld >= limits.reassemblyBytesMax()) {
            fail(
                    streamId,
                    typeAndFlags,
                    ErrorCode.REJECTED,
                    "More than " + limits.reassembliesMax() + " messages in parts (reassembliesMax)");
            return null;
        }
        Reassembly reassembly = new Reassembly(
                allocator, typeAndFlags, initialN, limits.messageLengthMax(), limits.metadataLengthMax());
        Partial partial = new Partial(streamId, typeAndFlags, initialN, reassembly);
        partials.put(streamId, partial);
        return partial;
    }

    /** Adds one part; or fails the stream and gives false when that is more than may be held. */
    boolean add(Partial partial, ByteBuf frame, int metadataAt, int metadataLength, int dataAt, int dataLength) {
        Reassembly reassembly = partial.reassembly;
        int before = reassembly.bytesHeld();
        try {
            reassembly.add(frame, metadataAt, metadataLength, dataAt, dataLength);
        } catch (MalformedFrameException overLimit) {
            giveUp(partial, String.valueOf(overLimit.getMessage()));
            return false;
        }
        partial.touchedNanos = System.nanoTime();
        bytesHeld += reassembly.bytesHeld() - before;
        if (bytesHeld > limits.reassemblyBytesMax()) {
            giveUp(
                    partial,
                    "Messages in parts hold more than " + limits.reassemblyBytesMax() + " bytes (reassemblyBytesMax)");
            return false;
        }
        return true;
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

    /** When the messages have to be looked at again; {@link Long#MAX_VALUE} for never. */
    long nextDeadline() {
        long earliest = Long.MAX_VALUE;
        for (Partial partial : partials.values()) {
            long deadline = partial.deadlineNanos();
            if (earliest == Long.MAX_VALUE || deadline - earliest < 0) {
                earliest = deadline;
            }
        }
        return earliest;
    }

    /** Gives up messages whose next part did not come in time. */
    void expire(long nowNanos) {
        partials.values().stream()
                .filter(partial -> nowNanos - partial.deadlineNanos() >= 0)
                .toList()
                .forEach(partial -> giveUp(partial, "The next part of the message did not come within 30 s"));
    }

    void close() {
        for (Partial partial : partials.values()) {
            partial.reassembly.release();
        }
        partials.clear();
        bytesHeld = 0;
    }

    private void giveUp(Partial partial, String why) {
        if (drop(partial.streamId)) {
            fail(partial.streamId, partial.firstTypeAndFlags, ErrorCode.CANCELED, why);
        }
    }

    private void fail(int streamId, int firstTypeAndFlags, int code, String why) {
        int type = FrameHeader.type(firstTypeAndFlags);
        if (type == FrameType.PAYLOAD) {
            LiveStream stream = streams.get(streamId);
            if (stream != null) {
                stream.onBroken(ErrorCode.CANCELED, why);
            }
        } else if (type != FrameType.REQUEST_FNF) {
            control.error(streamId, code, why);
        }
    }
}
