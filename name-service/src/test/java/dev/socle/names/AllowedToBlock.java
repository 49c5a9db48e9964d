package dev.socle.names;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** What may block in these tests although it runs where nothing should. */
public final class AllowedToBlock implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        // An idle event loop of the local transport waits for its next task; BlockHound knows the other loops already.
        builder.allowBlockingCallsInside("io.netty.channel.local.LocalIoHandler", "run");
        // Finding the transport of an address reads the class path, also when a lost connection is made again.
        builder.allowBlockingCallsInside("dev.socle.transport.Transport", "of");
    }
}
