package dev.socle.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;

/** Buffers of one test; closing it finds those that were not released. */
final class Buffers implements AutoCloseable {

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);

    ByteBuf direct() {
        return allocator.directBuffer();
    }

    ByteBuf direct(byte[] bytes) {
        return allocator.directBuffer(Math.max(bytes.length, 1)).writeBytes(bytes);
    }

    ByteBuf heap(byte[] bytes) {
        return allocator.heapBuffer(Math.max(bytes.length, 1)).writeBytes(bytes);
    }

    @Override
    public void close() {
        assertThat(allocator.metric().usedDirectMemory())
                .as("direct bytes not released")
                .isZero();
        assertThat(allocator.metric().usedHeapMemory())
                .as("heap bytes not released")
                .isZero();
    }
}
