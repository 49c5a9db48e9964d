package dev.socle.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.EncryptedPair;
import dev.socle.transport.TestCertificates;
import dev.socle.transport.Transport;
import dev.socle.transport.TransportContract;
import org.junit.jupiter.api.Test;

class SecureWebSocketTransportTest implements TransportContract {

    @Override
    public Transport transport() {
        return new LengthPrefixes(new SecureWebSocketTransport());
    }

    @Override
    public Address freeAddress() {
        return Address.parse("wss://127.0.0.1:0/services");
    }

    @Override
    public ConnectionOptions options() {
        return EncryptedPair.options(TestCertificates.both());
    }

    @Override
    public boolean hasHandshake() {
        return true;
    }

    @Override
    @Test
    public void transportIsFoundByItsScheme() {
        assertThat(Transport.of(freeAddress())).isInstanceOf(SecureWebSocketTransport.class);
    }
}
