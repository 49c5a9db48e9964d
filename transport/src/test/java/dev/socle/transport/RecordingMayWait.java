package dev.socle.transport;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** Tests take connections over in a queue, whose lock is held for an instant. */
public final class RecordingMayWait implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside("java.util.concurrent.LinkedBlockingQueue", "offer");
    }
}
