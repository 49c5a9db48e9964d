package dev.socle.transport.tcp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.socle.transport.Address;
import dev.socle.transport.Transport;
import dev.socle.transport.TransportContract;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.BeforeAll;

class TcpIpv6TransportTest implements TransportContract {

    @BeforeAll
    static void machineHasIpv6() {
        try (ServerSocket probe = new ServerSocket(0, 1, NetUtil.LOCALHOST6)) {
            assumeTrue(probe.isBound());
        } catch (IOException e) {
            assumeTrue(false, "no IPv6 here: " + e.getMessage());
        }
    }

    @Override
    public Transport transport() {
        return new TcpTransport();
    }

    @Override
    public Address freeAddress() {
        return Address.of("tcp", "::1", 0);
    }
}
