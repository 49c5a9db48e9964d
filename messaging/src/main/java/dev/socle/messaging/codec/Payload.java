package dev.socle.messaging.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.IllegalReferenceCountException;
import io.netty.util.ReferenceCounted;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One message as bytes: data, and metadata where there is any. For those who route, record or translate messages
 * without looking inside; typed services do without it. Reading a payload leaves it as it is.
 *
 * <p><b>Ownership:</b> a payload owns its buffers. Who passes a payload passes the duty to release it; who receives one
 * releases it once, and the buffers with it.
 * <p><b>Threading:</b> may be handed from thread to thread, not shared.
 */
public final class Payload implements ReferenceCounted {

    private static final VarHandle MORE;

    static {
        try {
            MORE = MethodHandles.lookup().findVarHandle(Payload.class, "more", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final @Nullable ByteBuf metadata;
    private final ByteBuf buffer;
    private final int dataIndex;
    private final int dataLength;

    /**
     * References beyond the first; −1 when there are none at all. Netty's own counter is an object of its own and swaps at
     * each release, which took a sixth of the client's time in the benchmark {@code PIPELINED}.
     */
    private volatile int more;

    /** Data that lies anywhere in a buffer. <b>Ownership:</b> both buffers pass to the payload. */
    Payload(@Nullable ByteBuf metadata, ByteBuf buffer, int dataIndex, int dataLength) {
        this.metadata = metadata;
        this.buffer = buffer;
        this.dataIndex = dataIndex;
        this.dataLength = dataLength;
    }

    /** Data without metadata. <b>Ownership:</b> the buffer passes to the payload. */
    public static Payload of(ByteBuf data) {
        return of(null, data);
    }

    /** Metadata, or null for none, and data. <b>Ownership:</b> the buffers pass to the payload. */
    public static Payload of(@Nullable ByteBuf metadata, ByteBuf data) {
        return new Payload(metadata, data, data.readerIndex(), data.readableBytes());
    }

    /** Text as data, without metadata. */
    public static Payload of(String data) {
        ByteBuf bytes = Unpooled.buffer(Utf8.encodedLength(data, "text"));
        Utf8.encode(data, bytes, "text");
        return of(bytes);
    }

    /** Bytes as data, without metadata; the array is not copied. */
    public static Payload of(byte[] data) {
        return of(Unpooled.wrappedBuffer(data));
    }

    /** No data and no metadata. */
    public static Payload empty() {
        return of(Unpooled.EMPTY_BUFFER);
    }

    /**
     * The data, as a new view at each call, with indices of its own; {@link #buffer()} spares the view, and the copy that a
     * small payload then keeps.
     *
     * <p><b>Ownership:</b> stays with the payload.
     */
    public ByteBuf data() {
        checkNotReleased();
        return buffer.slice(dataIndex, dataLength);
    }

    /**
     * The buffer in which the data lies, and maybe that of others; read it with absolute indices only.
     *
     * <p><b>Ownership:</b> stays with the payload. Once that is released, others' data may lie there.
     */
    public ByteBuf buffer() {
        checkNotReleased();
        return buffer;
    }

    /** Index of the first byte of the data in {@link #buffer()}. */
    public int dataIndex() {
        return dataIndex;
    }

    /** Length of the data in bytes. */
    public int dataLength() {
        return dataLength;
    }

    /** The metadata as a new view at each call, or null when there is none. <b>Ownership:</b> stays with the payload. */
    public @Nullable ByteBuf metadata() {
        checkNotReleased();
        return metadata == null ? null : metadata.slice();
    }

    /** Whether there is metadata, be it empty. */
    public boolean hasMetadata() {
        return metadata != null;
    }

    /**
     * The data as text.
     *
     * <p><b>Errors:</b> {@link CodecException} when it is not valid UTF-8.
     */
    public String dataUtf8() {
        checkNotReleased();
        return Utf8.decode(buffer, dataIndex, dataLength, "payload data");
    }

    /** Appends the data; the payload stays as it is. */
    void writeDataTo(ByteBuf out) {
        checkNotReleased();
        append(buffer, dataIndex, dataLength, out);
    }

    /** The data with a reference of its own. */
    ByteBuf retainedData() {
        checkNotReleased();
        return buffer.retainedSlice(dataIndex, dataLength);
    }

    /** Appends the metadata, if any; the payload stays as it is. */
    void writeMetadataTo(ByteBuf out) {
        checkNotReleased();
        if (metadata != null) {
            append(metadata, metadata.readerIndex(), metadata.readableBytes(), out);
        }
    }

    /** As writeBytes does, but that may make an NIO view of the source for each copy. */
    private static void append(ByteBuf from, int index, int length, ByteBuf out) {
        int at = out.ensureWritable(length).writerIndex();
        from.getBytes(index, out, at, length);
        out.writerIndex(at + length);
    }

    private void checkNotReleased() {
        if (more < 0) {
            throw new IllegalReferenceCountException(more + 1);
        }
    }

    @Override
    public int refCnt() {
        return more + 1;
    }

    @Override
    public Payload retain() {
        return retain(1);
    }

    @Override
    public Payload retain(int increment) {
        if (increment <= 0) {
            throw new IllegalArgumentException("increment: " + increment + " (expected: > 0)");
        }
        int before;
        do {
            before = more;
            if (before < 0 || before + increment < 0) {
                throw new IllegalReferenceCountException(before + 1, increment);
            }
        } while (!MORE.compareAndSet(this, before, before + increment));
        return this;
    }

    @Override
    public Payload touch() {
        return touch(null);
    }

    @Override
    public Payload touch(@Nullable Object hint) {
        buffer.touch(hint);
        if (metadata != null) {
            metadata.touch(hint);
        }
        return this;
    }

    @Override
    public boolean release() {
        if (more == 0) {
            MORE.setOpaque(this, -1); // nobody else has a reference, so nobody else writes
            releaseParts();
            return true;
        }
        return release(1);
    }

    @Override
    public boolean release(int decrement) {
        if (decrement <= 0) {
            throw new IllegalArgumentException("decrement: " + decrement + " (expected: > 0)");
        }
        int before;
        do {
            before = more;
            if (before + 1 < decrement) {
                throw new IllegalReferenceCountException(before + 1, -decrement);
            }
        } while (!MORE.compareAndSet(this, before, before - decrement));
        if (before + 1 > decrement) {
            return false;
        }
        releaseParts();
        return true;
    }

    private void releaseParts() {
        buffer.release();
        if (metadata != null) {
            metadata.release();
        }
    }

    @Override
    public String toString() {
        if (more < 0) {
            return "Payload[released]";
        }
        String of = metadata == null ? "none" : metadata.readableBytes() + " bytes";
        return "Payload[metadata=" + of + ", data=" + dataLength + " bytes]";
    }
}
