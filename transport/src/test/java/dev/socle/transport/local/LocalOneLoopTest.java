package dev.socle.transport.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionPair;
import dev.socle.transport.RecordingHandler;
import dev.socle.transport.Transport;
import dev.socle.transport.TransportContract;
import dev.socle.transport.TransportUnderTest;
import dev.socle.transport.channel.Loops;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.local.LocalIoHandler;
import org.junit.jupiter.api.Test;

/** Both ends on one loop, where each could call the other in its own stack. */
class LocalOneLoopTest implements TransportContract {

    private static final EventLoopGroup ONE = Loops.group("socle-one", 1, LocalIoHandler.newFactory());

    @Override
    public Transport transport() {
        return new LocalTransport(() -> ONE);
    }

    @Override
    public Address freeAddress() {
        return LocalTransportTest.freeName();
    }

    @Test
    void bytesNeverArriveInTheStackOfTheFlush() {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            RecordingHandler atServer = RecordingHandler.startOn(pair.server());
            int arrivedMeanwhile = TransportUnderTest.onLoop(pair.client(), () -> {
                pair.client().write(ConnectionPair.buffer(pair.client(), new byte[] {1}));
                pair.client().flush();
                return atServer.receivedBytes();
            });

            assertThat(arrivedMeanwhile).isZero();
            atServer.awaitBytes(1);
        }
    }
}
