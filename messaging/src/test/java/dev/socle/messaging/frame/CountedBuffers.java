package dev.socle.messaging.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An allocator that knows what is out, and a check after each test that nothing is. */
public final class CountedBuffers implements AfterEachCallback {

    // Without leak detection of its own: counting is exact, and costs nothing.
    public final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);

    /** A buffer that holds the bytes exactly, so that reading behind them is an error. */
    public ByteBuf of(byte... bytes) {
        return allocator.buffer(bytes.length, bytes.length).writeBytes(bytes);
    }

    /** Bytes of memory that are out. */
    public long used() {
        return allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(used()).as("bytes that were not released").isZero();
    }
}
