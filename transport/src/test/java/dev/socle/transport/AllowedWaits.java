package dev.socle.transport;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** Where an event loop may wait, beyond what BlockHound and Netty allow themselves. */
public final class AllowedWaits implements BlockHoundIntegration {

    private static final String ALLOCATOR = "io.netty.buffer.AdaptivePoolingAllocator";

    @Override
    public void applyTo(BlockHound.Builder builder) {
        // An idle event loop of the local transport waits for its next task.
        builder.allowBlockingCallsInside("io.netty.channel.local.LocalIoHandler", "run");
        // Threads that allocate at the same moment make one more magazine, under a lock that lasts as long.
        builder.allowBlockingCallsInside(ALLOCATOR, "allocate")
                .allowBlockingCallsInside(ALLOCATOR, "reallocate")
                .allowBlockingCallsInside(ALLOCATOR + "$AdaptiveByteBuf", "deallocate");
        // Tests take connections over in a queue, whose lock is held for an instant.
        builder.allowBlockingCallsInside("java.util.concurrent.LinkedBlockingQueue", "offer");
    }
}
