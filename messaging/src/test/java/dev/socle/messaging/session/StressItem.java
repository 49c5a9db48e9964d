package dev.socle.messaging.session;

import dev.socle.messaging.codec.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A message that says in its metadata whose it is and which of them, and whose data follows from that: so that whoever
 * gets it can tell whether it is the right one, and whole.
 */
final class StressItem {

    private static final int LENGTH_MAX = 200_000;
    private static final int SHIFTS = 4096;
    private static final ByteBuf BYTES = randomBytes();

    private StressItem() {}

    /** A message in buffers that are counted. */
    static Payload of(long owner, int index) {
        ByteBufAllocator allocator = ByteBufAllocator.DEFAULT;
        ByteBuf metadata = allocator.buffer(12).writeLong(owner).writeInt(index);
        int length = length(owner, index);
        ByteBuf data = allocator.buffer(Math.max(1, length));
        return Payload.of(metadata, data.writeBytes(BYTES, shift(owner, index), length));
    }

    static long owner(Payload item) {
        return Objects.requireNonNull(item.metadata()).getLong(0);
    }

    /** What is wrong with a message that should be this one, or null. */
    static @Nullable String fault(Payload item, long owner, int index) {
        ByteBuf metadata = item.metadata();
        if (metadata == null || metadata.readableBytes() != 12) {
            return "metadata is " + metadata;
        }
        if (metadata.getLong(0) != owner || metadata.getInt(8) != index) {
            return "item " + metadata.getInt(8) + " of " + metadata.getLong(0) + " came as item " + index + " of "
                    + owner;
        }
        int length = length(owner, index);
        if (item.data().readableBytes() != length) {
            return "item " + index + " has " + item.data().readableBytes() + " bytes, not " + length;
        }
        boolean same = ByteBufUtil.equals(
                BYTES, shift(owner, index), item.data(), item.data().readerIndex(), length);
        return same ? null : "item " + index + " of " + length + " bytes is damaged";
    }

    /** Often nothing or little, seldom more than fits a frame. */
    private static int length(long owner, int index) {
        int random = mixed(owner, index);
        int share = random & 15;
        int below = share < 2 ? 1 : share < 10 ? 600 : share < 14 ? 8_000 : share < 15 ? 40_000 : LENGTH_MAX + 1;
        return (random >>> 4) % below;
    }

    private static int shift(long owner, int index) {
        return (mixed(owner, index) >>> 7) % SHIFTS;
    }

    private static int mixed(long owner, int index) {
        long bits = (owner * 0x9E3779B97F4A7C15L) ^ (index * 0xC2B2AE3D27D4EB4FL);
        bits = (bits ^ (bits >>> 29)) * 0xBF58476D1CE4E5B9L;
        return (int) (bits >>> 32);
    }

    private static ByteBuf randomBytes() {
        byte[] bytes = new byte[LENGTH_MAX + SHIFTS];
        new Random(1).nextBytes(bytes);
        return Unpooled.wrappedBuffer(bytes);
    }
}
