package dev.socle.messaging.session;

import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BufferLeaks.class)
class WebSocketSessionTest implements SessionContract {

    @Override
    public Address address() {
        return Address.parse("ws://127.0.0.1:0/session");
    }
}
