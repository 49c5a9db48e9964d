package dev.socle.messaging.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * Copies of small parts that were received: those that come one after the other share one array of the heap, and with it one
 * buffer. An array and a buffer for each took half as much memory again.
 *
 * <p>Nothing is counted or released: the garbage collector takes the array when its last copy is gone.
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

    private SmallCopies() {
        super(UnpooledByteBufAllocator.DEFAULT, SHARED_BYTES, SHARED_BYTES);
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
        if (shared.writableBytes() < length) {
            shared = new SmallCopies();
            CURRENT.set(shared);
        }
        return shared;
    }

    /** Appends a copy, and says where it begins. */
    int append(ByteBuf from, int index, int length) {
        int at = writerIndex();
        get(from, index, array(), at, length);
        writerIndex(at + length);
        return at;
    }

    /** Read and put back: without Unsafe, as on new JDKs, Netty's getBytes makes a ByteBuffer for each call, readBytes does not. */
    private static void get(ByteBuf from, int index, byte[] to, int at, int length) {
        int before = from.readerIndex();
        from.readerIndex(index).readBytes(to, at, length).readerIndex(before);
    }

    @Override
    public ByteBuf retain() {
        return this;
    }

    @Override
    public ByteBuf retain(int increment) {
        return this;
    }

    @Override
    public boolean release() {
        return false;
    }

    @Override
    public boolean release(int decrement) {
        return false;
    }
}
