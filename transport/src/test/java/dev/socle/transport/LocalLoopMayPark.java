package dev.socle.transport;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** Lets an idle event loop of the local transport wait for its next task; BlockHound knows the other loops already. */
public final class LocalLoopMayPark implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside("io.netty.channel.local.LocalIoHandler", "run");
    }
}
