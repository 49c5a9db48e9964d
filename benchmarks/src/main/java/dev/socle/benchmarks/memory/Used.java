package dev.socle.benchmarks.memory;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.lang.management.ManagementFactory;

/**
 * What a process holds.
 *
 * @param heapBytes of objects that are reachable
 * @param directBytes of the chunks that Netty's allocator has taken from the system
 */
record Used(long heapBytes, long directBytes) {

    private static final int COLLECTIONS = 4;

    /** Of this process, once its garbage is collected. */
    static Used now() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(100); // what a collection finds dead is cleaned by other threads
        }
        return new Used(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                        .metric()
                        .usedDirectMemory());
    }

    static Used parse(String line) {
        String[] words = line.split(" ", -1);
        return new Used(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }

    String toLine() {
        return heapBytes + " " + directBytes;
    }

    Used since(Used before) {
        return new Used(heapBytes - before.heapBytes, directBytes - before.directBytes);
    }
}
