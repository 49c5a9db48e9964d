package dev.socle.transport.local;

import dev.socle.transport.Address;
import dev.socle.transport.Transport;
import dev.socle.transport.TransportContract;
import java.util.concurrent.atomic.AtomicInteger;

class LocalTransportTest implements TransportContract {

    private static final AtomicInteger NAMES = new AtomicInteger();

    @Override
    public Transport transport() {
        return new LocalTransport();
    }

    @Override
    public Address freeAddress() {
        return Address.of("local", "test-" + NAMES.incrementAndGet(), -1);
    }
}
