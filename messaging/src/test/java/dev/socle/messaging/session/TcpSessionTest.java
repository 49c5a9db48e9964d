package dev.socle.messaging.session;

import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BufferLeaks.class)
class TcpSessionTest implements SessionContract {

    @Override
    public Address address() {
        return Address.parse("tcp://127.0.0.1:0");
    }
}
