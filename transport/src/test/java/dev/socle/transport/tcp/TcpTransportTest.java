package dev.socle.transport.tcp;

import dev.socle.transport.Address;
import dev.socle.transport.Transport;
import dev.socle.transport.TransportContract;

class TcpTransportTest implements TransportContract {

    @Override
    public Transport transport() {
        return new TcpTransport();
    }

    @Override
    public Address freeAddress() {
        return Address.of("tcp", "127.0.0.1", 0);
    }
}
