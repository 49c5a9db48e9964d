package dev.socle.transport.udp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.socle.transport.Address;
import dev.socle.transport.DatagramTransport;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.DatagramSocket;
import org.junit.jupiter.api.BeforeAll;

class UdpIpv6TransportTest implements InetDatagramContract {

    @BeforeAll
    static void machineHasIpv6() {
        try (DatagramSocket probe = new DatagramSocket(0, NetUtil.LOCALHOST6)) {
            assumeTrue(probe.isBound());
        } catch (IOException e) {
            assumeTrue(false, "no IPv6 here: " + e.getMessage());
        }
    }

    @Override
    public DatagramTransport transport() {
        return new UdpTransport();
    }

    @Override
    public Address freeAddress() {
        return Address.of("udp", "::1", 0);
    }

    @Override
    public String group() {
        return "ff01::7701";
    }
}
