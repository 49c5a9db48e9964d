package dev.socle.messaging.service;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values by bytes that lie somewhere in a buffer, found without copying them: open addressing, at most half full.
 * A hit is compared byte by byte, so bytes that merely share a hash never match.
 *
 * <p><b>Threading:</b> immutable.
 */
final class ByteTable<V> {

    private final @Nullable ByteBuf[] keys;
    private final @Nullable Object[] values;
    private final int keyLengthMax;

    /** A table of what the map holds; keys are read from position to limit. */
    ByteTable(Map<ByteBuffer, ? extends V> entries) {
        int slots = Integer.highestOneBit(Math.max(1, entries.size())) << 2;
        keys = new @Nullable ByteBuf[slots];
        values = new @Nullable Object[slots];
        int longest = 0;
        for (Map.Entry<ByteBuffer, ? extends V> entry : entries.entrySet()) {
            ByteBuf key = Unpooled.copiedBuffer(entry.getKey());
            int slot = hash(key, 0, key.readableBytes()) & (slots - 1);
            while (keys[slot] != null) {
                slot = (slot + 1) & (slots - 1);
            }
            keys[slot] = key;
            values[slot] = entry.getValue();
            longest = Math.max(longest, key.readableBytes());
        }
        keyLengthMax = longest;
    }

    /** The value of the bytes, or null; a length below 0 is nobody's. */
    @Nullable
    V find(ByteBuf in, int index, int length) {
        if (length < 0 || length > keyLengthMax) {
            return null;
        }
        @Nullable ByteBuf[] table = keys;
        int mask = table.length - 1;
        int slot = hash(in, index, length) & mask;
        // Invariant: half of the slots are empty, so this ends.
        for (ByteBuf key = table[slot]; key != null; key = table[slot]) {
            if (key.writerIndex() == length && ByteBufUtil.equals(in, index, key, 0, length)) {
                return value(slot);
            }
            slot = (slot + 1) & mask;
        }
        return null;
    }

    @SuppressWarnings("unchecked") // Only values of the map stand here.
    private @Nullable V value(int slot) {
        return (V) values[slot];
    }

    private static int hash(ByteBuf in, int index, int length) {
        long hash = length;
        int last = index + length - Long.BYTES;
        if (last < index) {
            for (int at = index; at < index + length; at++) {
                hash = hash * 31 + in.getByte(at);
            }
        } else {
            for (int at = index; at < last; at += Long.BYTES) {
                hash = mix(hash ^ in.getLong(at));
            }
            hash ^= in.getLong(last); // with bytes of the one before, where the length is no multiple of 8
        }
        return (int) (mix(hash) >>> 32);
    }

    private static long mix(long bits) {
        long product = bits * 0x9E3779B97F4A7C15L;
        return product ^ product >>> 32;
    }
}
