package dev.socle.transport.udp;

import dev.socle.transport.Address;
import dev.socle.transport.DatagramTransport;
import dev.socle.transport.channel.Loops;
import dev.socle.transport.channel.TestLoops;

class UdpIoUringTransportTest implements InetDatagramContract {

    @Override
    public DatagramTransport transport() {
        Loops loops = TestLoops.of("io_uring");
        return new UdpTransport(() -> loops);
    }

    @Override
    public Address freeAddress() {
        return Address.of("udp", "127.0.0.1", 0);
    }

    @Override
    public String group() {
        return "239.255.77.4";
    }
}
