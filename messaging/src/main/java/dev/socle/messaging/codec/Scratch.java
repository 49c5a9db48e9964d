package dev.socle.messaging.codec;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * One array a thread, into which bytes are copied when they lie outside the heap and a parser wants an array.
 *
 * <p><b>Limits:</b> an array above 256 KiB is not kept, so that one large message does not cost memory for ever.
 */
final class Scratch {

    private static final int KEPT_BYTES_MAX = 256 << 10;

    private static final FastThreadLocal<byte[]> BYTES = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[4 << 10];
        }
    };

    private Scratch() {}

    /** The bytes from offset 0 of an array, which the thread's next call overwrites. */
    static byte[] copy(ByteBuf in, int index, int length) {
        byte[] bytes = BYTES.get();
        if (bytes.length < length) {
            bytes = grow(length);
        }
        in.getBytes(index, bytes, 0, length);
        return bytes;
    }

    private static byte[] grow(int length) {
        if (length > KEPT_BYTES_MAX) {
            return new byte[length];
        }
        byte[] larger = new byte[Integer.highestOneBit(length - 1) << 1];
        BYTES.set(larger);
        return larger;
    }
}
