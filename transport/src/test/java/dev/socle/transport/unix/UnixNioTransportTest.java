package dev.socle.transport.unix;

import dev.socle.transport.Address;
import dev.socle.transport.Transport;
import dev.socle.transport.TransportContract;
import dev.socle.transport.channel.Loops;

class UnixNioTransportTest implements TransportContract {

    private static final Loops NIO = Loops.nio(2);

    @Override
    public Transport transport() {
        return new UnixTransport(() -> NIO);
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
