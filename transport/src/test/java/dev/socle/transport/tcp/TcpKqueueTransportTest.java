package dev.socle.transport.tcp;

import dev.socle.transport.Address;
import dev.socle.transport.Transport;
import dev.socle.transport.TransportContract;
import dev.socle.transport.channel.HostResolver;
import dev.socle.transport.channel.Loops;
import dev.socle.transport.channel.TestLoops;
import java.net.InetAddress;

class TcpKqueueTransportTest implements TransportContract {

    @Override
    public Transport transport() {
        Loops loops = TestLoops.of("kqueue");
        return new TcpTransport(() -> loops, new HostResolver(InetAddress::getAllByName));
    }

    @Override
    public Address freeAddress() {
        return Address.of("tcp", "127.0.0.1", 0);
    }
}
