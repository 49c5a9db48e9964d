package dev.socle.transport.unix;

import dev.socle.transport.Address;
import dev.socle.transport.Transport;
import dev.socle.transport.TransportContract;

class UnixTransportTest implements TransportContract {

    @Override
    public Transport transport() {
        return new UnixTransport();
    }

    @Override
    public Address freeAddress() {
        return SocketFolder.address(SocketFolder.newPath());
    }

    @Override
    public boolean namesClients() {
        return false;
    }
}
