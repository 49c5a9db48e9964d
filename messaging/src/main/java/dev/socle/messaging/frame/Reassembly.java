package dev.socle.messaging.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * One message that comes in fragments.
 *
 * <p>All metadata comes before any data, so fragments are simply put one behind the other. A small one is copied; one
 * that fills a fifth of its buffer or more is kept as it is. Each byte is copied once at the most.
 *
 * <p><b>Threading:</b> none; one thread uses it.
 * <p><b>Ownership:</b> it owns what it holds until {@link #release}, also after an error.
 * <p><b>Limits:</b> bytes of the message and of its metadata, checked before anything is kept. The memory is at most
 * six times the bytes held, and {@value #CHUNK_MIN} more.
 * <p><b>Source:</b> RSocket 1.0, Protocol.md, Fragmentation And Reassembly.
 */
public final class Reassembly {

    /** Pieces up to this are copied: below it, counting references costs more than copying. */
    static final int COPY_MAX = 4 * 1024;

    /** A piece is kept with its buffer if it is no less than one of so many parts of it. */
    static final int KEPT_PART = 5;

    static final int CHUNK_MIN = 256;
    static final int CHUNK_MAX = 64 * 1024;

    private final ByteBufAllocator allocator;
    private final int typeAndFlags;
    private final int initialRequestN;
    private final int messageLengthMax;
    private final int metadataLengthMax;

    private boolean hasMetadata;
    private int metadataLength;
    private int dataLength;

    // The message is all of chunks, then all of tail, which small pieces are still copied into.
    private @Nullable CompositeByteBuf chunks;
    private @Nullable ByteBuf tail;

    // Doubles from chunk to chunk, but begins anew behind a piece that is kept: little may follow until the next one.
    private int chunkLength = CHUNK_MIN;

    /** An empty message; type, flags and initial demand of its first frame are only kept here for later. */
    public Reassembly(
            ByteBufAllocator allocator,
            int typeAndFlags,
            int initialRequestN,
            int messageLengthMax,
            int metadataLengthMax) {
        this.allocator = allocator;
        this.typeAndFlags = typeAndFlags;
        this.initialRequestN = initialRequestN;
        this.messageLengthMax = messageLengthMax;
        this.metadataLengthMax = metadataLengthMax;
    }

    /**
     * Adds what one fragment has.
     *
     * <p><b>Ownership:</b> the frame is borrowed; a large piece is kept as a slice with a reference of its own.
     *
     * @param metadataLength −1 when the fragment has no metadata
     * @throws MalformedFrameException when the message gets too long, or metadata comes after data; nothing is added
     */
    public void add(ByteBuf frame, int metadataAt, int metadataLength, int dataAt, int dataLength) {
        int metadataAdded = Math.max(0, metadataLength);
        check(metadataAdded, dataLength);
        if (metadataLength >= 0 && this.dataLength == 0) {
            hasMetadata = true;
        }
        if (metadataAdded > 0) {
            append(frame, metadataAt, metadataAdded);
            this.metadataLength += metadataAdded;
        }
        if (dataLength > 0) {
            append(frame, dataAt, dataLength);
            this.dataLength += dataLength;
        }
    }

    /** Type and flags of the first frame. */
    public int typeAndFlags() {
        return typeAndFlags;
    }

    /** The demand that the first frame came with. */
    public int initialRequestN() {
        return initialRequestN;
    }

    /** Whether the message has metadata, which may be empty. */
    public boolean hasMetadata() {
        return hasMetadata;
    }

    /** Bytes of metadata so far. */
    public int metadataLength() {
        return metadataLength;
    }

    /** Bytes of data so far. */
    public int dataLength() {
        return dataLength;
    }

    /** Bytes of metadata and data so far. */
    public int bytesHeld() {
        return metadataLength + dataLength;
    }

    /**
     * The message so far: its metadata from index 0 on, and directly behind it its data.
     *
     * <p><b>Ownership:</b> borrowed, until the next {@link #add} or {@link #release}; retain what must live longer.
     */
    public ByteBuf content() {
        if (chunks == null) {
            return tail == null ? Unpooled.EMPTY_BUFFER : tail;
        }
        sealTail(chunks);
        return chunks;
    }

    /** Gives up the message. */
    public void release() {
        if (chunks != null) {
            chunks.release();
            chunks = null;
        }
        if (tail != null) {
            tail.release();
            tail = null;
        }
        metadataLength = 0;
        dataLength = 0;
    }

    private void check(int metadataAdded, int dataAdded) {
        if (metadataAdded > 0 && dataLength > 0) {
            throw MalformedFrameException.lateMetadata(metadataAdded, dataLength);
        }
        long metadata = (long) metadataLength + metadataAdded;
        if (metadata > metadataLengthMax) {
            throw MalformedFrameException.messageTooLong("Metadata", "metadataLengthMax", metadata, metadataLengthMax);
        }
        long message = metadata + dataLength + dataAdded;
        if (message > messageLengthMax) {
            throw MalformedFrameException.messageTooLong("Message", "messageLengthMax", message, messageLengthMax);
        }
    }

    private void append(ByteBuf frame, int at, int length) {
        if (length > COPY_MAX && length >= frame.capacity() / KEPT_PART) {
            CompositeByteBuf list = sealedChunks();
            list.addComponent(true, frame.retainedSlice(at, length));
            return;
        }
        ByteBuf target = tail;
        if (target == null || target.writableBytes() < length) {
            if (target != null) {
                int doubled = Math.min(2 * chunkLength, CHUNK_MAX);
                sealedChunks();
                chunkLength = doubled;
            }
            int capacity = Math.max(length, chunkLength);
            target = allocator.buffer(capacity, capacity);
            tail = target;
        }
        target.writeBytes(frame, at, length);
    }

    private CompositeByteBuf sealedChunks() {
        CompositeByteBuf list = chunks;
        if (list == null) {
            // No limit on components, for at a limit Netty copies them all into one, time and again.
            list = allocator.compositeBuffer(Integer.MAX_VALUE);
            chunks = list;
        }
        sealTail(list);
        return list;
    }

    private void sealTail(CompositeByteBuf list) {
        ByteBuf sealed = tail;
        if (sealed != null) {
            tail = null;
            chunkLength = CHUNK_MIN;
            list.addComponent(true, sealed);
        }
    }
}
