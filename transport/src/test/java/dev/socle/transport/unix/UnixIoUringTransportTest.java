package dev.socle.transport.unix;

import dev.socle.transport.Address;
import dev.socle.transport.Transport;
import dev.socle.transport.TransportContract;
import dev.socle.transport.channel.Loops;
import dev.socle.transport.channel.TestLoops;

class UnixIoUringTransportTest implements TransportContract {

    @Override
    public Transport transport() {
        Loops loops = TestLoops.of("io_uring");
        return new UnixTransport(() -> loops);
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
