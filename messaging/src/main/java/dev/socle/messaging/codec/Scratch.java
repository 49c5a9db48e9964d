package dev.socle.messaging.codec;

import io.netty.util.concurrent.FastThreadLocal;

/**
 * One array a thread, into which bytes are copied when they lie outside the heap and a parser wants an array.
 *
 * <p>An array in use is away from its thread: a value's constructor may read another message meanwhile.
 * <p><b>Limits:</b> an array above 256 KiB is not kept, so that one large message does not cost memory for ever.
 */
final class Scratch {

    private static final int BYTES_MIN = 4 << 10;
    private static final int KEPT_BYTES_MAX = 256 << 10;
    private static final byte[] NONE = new byte[0];

    private static final FastThreadLocal<byte[]> KEPT = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return NONE;
        }
    };

    private Scratch() {}

    /** An array of at least this length, with anything in it; {@link #giveBack} returns it. */
    static byte[] take(int length) {
        byte[] kept = KEPT.get();
        if (kept.length >= length && kept != NONE) {
            KEPT.set(NONE);
            return kept;
        }
        boolean keep = length <= KEPT_BYTES_MAX;
        return new byte[keep ? Math.max(BYTES_MIN, Integer.highestOneBit(Math.max(length - 1, 1)) << 1) : length];
    }

    /** Returns an array to the thread that took it. */
    static void giveBack(byte[] bytes) {
        if (bytes.length <= KEPT_BYTES_MAX && bytes.length >= KEPT.get().length) {
            KEPT.set(bytes);
        }
    }
}
