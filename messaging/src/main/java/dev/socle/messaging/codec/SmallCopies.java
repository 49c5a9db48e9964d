package dev.socle.messaging.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * Copies of small parts that were received, one behind the other in one array of the heap, and so in one buffer. When all of
 * them were released the array is filled again from its beginning: a loop whose messages are read where they arrive needs one
 * array for all of them, which stays in the processor's cache.
 *
 * <p>Nobody has to release a copy: what is not released, or elsewhere than on the thread that made it, only keeps the array
 * from being filled again, and the garbage collector takes it with its last copy. Whoever makes a view of a copy, or retains
 * one, keeps its bytes as they are for good.
 * <p><b>Limits:</b> a copy that is kept keeps an array of {@value #SHARED_BYTES} bytes.
 */
final class SmallCopies extends UnpooledHeapByteBuf {

    static final int SHARED_BYTES = 2 * 1024;

    /** Larger ones have an array of their own. */
    static final int COPY_MAX = SHARED_BYTES / 8;

    private static final FastThreadLocal<SmallCopies> CURRENT = new FastThreadLocal<>() {
        @Override
        protected SmallCopies initialValue() {
            return new SmallCopies();
        }
    };

    private final Thread maker = Thread.currentThread();
    private final byte[] bytes;
    private int used;
    /** Copies that were not released. */
    private int held;
    /** Whether somebody may read a copy after it was released; written on any thread that still holds one. */
    private boolean isKept;

    private SmallCopies() {
        super(UnpooledByteBufAllocator.DEFAULT, SHARED_BYTES, SHARED_BYTES);
        bytes = array();
        writerIndex(SHARED_BYTES);
    }

    /** A copy that nobody has to release, but may. */
    static ByteBuf copy(ByteBuf from, int index, int length) {
        if (length == 0) {
            return Unpooled.EMPTY_BUFFER;
        }
        if (length > COPY_MAX) {
            byte[] own = new byte[length];
            get(from, index, own, 0, length);
            return Unpooled.wrappedBuffer(own);
        }
        SmallCopies shared = withRoomFor(length);
        return shared.slice(shared.append(from, index, length), length);
    }

    /** What is shared now, or the next when that has no room: for one to {@link #COPY_MAX} bytes, to be appended at once. */
    static SmallCopies withRoomFor(int length) {
        SmallCopies shared = CURRENT.get();
        if (SHARED_BYTES - shared.used < length) {
            shared = new SmallCopies();
            CURRENT.set(shared);
        }
        return shared;
    }

    /** Appends a copy, and says where it begins. */
    int append(ByteBuf from, int index, int length) {
        int at = used;
        get(from, index, bytes, at, length);
        used = at + length;
        held++;
        return at;
    }

    /** Read and put back: without Unsafe, as on new JDKs, Netty's getBytes makes a ByteBuffer for each call, readBytes does not. */
    private static void get(ByteBuf from, int index, byte[] to, int at, int length) {
        int before = from.readerIndex();
        from.readerIndex(index).readBytes(to, at, length).readerIndex(before);
    }

    @Override
    public ByteBuf slice(int index, int length) {
        isKept = true;
        return super.slice(index, length);
    }

    @Override
    public ByteBuf duplicate() {
        isKept = true;
        return super.duplicate();
    }

    @Override
    public ByteBuf retain() {
        isKept = true;
        return this;
    }

    @Override
    public ByteBuf retain(int increment) {
        return retain();
    }

    @Override
    public boolean release() {
        if (Thread.currentThread() == maker && --held == 0 && !isKept) {
            used = 0;
        }
        return false;
    }

    @Override
    public boolean release(int decrement) {
        return release();
    }
}
