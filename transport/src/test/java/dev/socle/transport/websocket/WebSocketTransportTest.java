package dev.socle.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.transport.Address;
import dev.socle.transport.Transport;
import dev.socle.transport.TransportContract;
import org.junit.jupiter.api.Test;

class WebSocketTransportTest implements TransportContract {

    @Override
    public Transport transport() {
        return new LengthPrefixes(new WebSocketTransport());
    }

    @Override
    public Address freeAddress() {
        return Address.parse("ws://127.0.0.1:0/services");
    }

    @Override
    public boolean hasHandshake() {
        return true;
    }

    @Override
    @Test
    public void transportIsFoundByItsScheme() {
        assertThat(Transport.of(freeAddress())).isInstanceOf(WebSocketTransport.class);
    }
}
