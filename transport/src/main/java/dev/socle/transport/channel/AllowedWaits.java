package dev.socle.transport.channel;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Where an event loop may wait, beyond what BlockHound and Netty allow themselves: for those who run BlockHound, which finds
 * this by itself. Without BlockHound on the class path nobody loads it.
 */
public final class AllowedWaits implements BlockHoundIntegration {

    private static final String ALLOCATOR = "io.netty.buffer.AdaptivePoolingAllocator";

    @Override
    public void applyTo(BlockHound.Builder builder) {
        // Offers its processor to other threads, and goes on at once where none waits.
        builder.allowBlockingCallsInside(ChannelBound.class.getName(), "offerProcessor");
        // Finding the transport of an address reads the class path, also when a lost connection is made again.
        builder.allowBlockingCallsInside("dev.socle.transport.Transport", "of");
        // An idle event loop of the local transport waits for its next task.
        builder.allowBlockingCallsInside("io.netty.channel.local.LocalIoHandler", "run");
        // Threads that allocate at the same moment make one more magazine, under a lock that lasts as long.
        builder.allowBlockingCallsInside(ALLOCATOR, "allocate")
                .allowBlockingCallsInside(ALLOCATOR, "reallocate")
                .allowBlockingCallsInside(ALLOCATOR + "$AdaptiveByteBuf", "deallocate");
    }
}
