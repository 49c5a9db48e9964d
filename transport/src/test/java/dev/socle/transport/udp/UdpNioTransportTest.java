package dev.socle.transport.udp;

import dev.socle.transport.Address;
import dev.socle.transport.DatagramTransport;
import dev.socle.transport.channel.Loops;

class UdpNioTransportTest implements InetDatagramContract {

    private static final Loops NIO = Loops.nio(2);

    @Override
    public DatagramTransport transport() {
        return new UdpTransport(() -> NIO);
    }

    @Override
    public Address freeAddress() {
        return Address.of("udp", "127.0.0.1", 0);
    }

    @Override
    public String group() {
        return "239.255.77.2";
    }
}
