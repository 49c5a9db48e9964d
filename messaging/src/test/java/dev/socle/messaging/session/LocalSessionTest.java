package dev.socle.messaging.session;

import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BufferLeaks.class)
class LocalSessionTest implements SessionContract {

    private static final AtomicInteger NAMES = new AtomicInteger();

    @Override
    public Address address() {
        return Address.parse("local://session-" + NAMES.incrementAndGet());
    }
}
