package dev.socle.transport.quic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.ConnectionPair;
import dev.socle.transport.EchoHandler;
import dev.socle.transport.EncryptedPair;
import dev.socle.transport.Listener;
import dev.socle.transport.RecordingHandler;
import dev.socle.transport.TestCertificates;
import dev.socle.transport.Transport;
import dev.socle.transport.TransportContract;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QuicTransportTest implements TransportContract {

    @BeforeAll
    static void needsTheNativeLibrary() {
        assumeTrue(QuicTransport.whyNot() == null, QuicTransport::whyNot);
    }

    @Override
    public Transport transport() {
        return new QuicTransport();
    }

    @Override
    public Address freeAddress() {
        return Address.of("quic", "127.0.0.1", 0);
    }

    /** A side that was closed waits so long for one that does not read, and holds buffers: less than the count of them. */
    @Override
    public ConnectionOptions options() {
        return EncryptedPair.options(TestCertificates.both()).withCloseTimeout(Duration.ofSeconds(3));
    }

    @Override
    public boolean hasHandshake() {
        return true;
    }

    /** A client may have ended its part of the handshake before it is told that there is no room. */
    @Test
    @Override
    public void surplusConnectionsAreClosedAtOnceAndCounted() {
        Listener listener = transport()
                .listen(
                        freeAddress(),
                        options().withConnections(1, 1),
                        accepted -> accepted.start(new EchoHandler(accepted)))
                .block(EncryptedPair.LIMIT);
        RecordingHandler kept = RecordingHandler.startOn(
                transport().connect(listener.address(), options()).block(EncryptedPair.LIMIT));
        ConnectionPair.send(kept.connection(), new byte[] {1});
        kept.awaitBytes(1);

        ConnectionException refusal =
                EncryptedPair.failedConnect(transport(), listener.address(), TestCertificates.both());

        assertThat(refusal.reason()).isEqualTo(Reason.REFUSED);
        assertThat(refusal).hasMessageContaining("admits no more connections");
        assertThat(listener.refused()).isEqualTo(1);
        assertThat(listener.lastRefusal().reason()).isEqualTo(Reason.REJECTED);
        assertThat(listener.lastRefusal()).hasMessageContaining("connectionsMax 1");
        assertThat(kept.isClosed()).isFalse();
        kept.connection().close();
        listener.close().block(EncryptedPair.LIMIT);
    }
}
