package dev.socle.transport.tcp;

import dev.socle.transport.Address;
import dev.socle.transport.Transport;
import dev.socle.transport.TransportContract;
import dev.socle.transport.channel.HostResolver;
import dev.socle.transport.channel.Loops;
import java.net.InetAddress;

class TcpNioTransportTest implements TransportContract {

    private static final Loops NIO = Loops.nio(2);

    @Override
    public Transport transport() {
        return new TcpTransport(() -> NIO, new HostResolver(InetAddress::getAllByName));
    }

    @Override
    public Address freeAddress() {
        return Address.of("tcp", "127.0.0.1", 0);
    }
}
