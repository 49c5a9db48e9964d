package dev.socle.transport.udp;

import dev.socle.transport.Address;
import dev.socle.transport.DatagramTransport;

class UdpTransportTest implements InetDatagramContract {

    @Override
    public DatagramTransport transport() {
        return new UdpTransport();
    }

    @Override
    public Address freeAddress() {
        return Address.of("udp", "127.0.0.1", 0);
    }

    @Override
    public String group() {
        return "239.255.77.1";
    }
}
