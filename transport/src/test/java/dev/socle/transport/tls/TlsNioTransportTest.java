package dev.socle.transport.tls;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.EncryptedPair;
import dev.socle.transport.TestCertificates;
import dev.socle.transport.Transport;
import dev.socle.transport.TransportContract;
import dev.socle.transport.channel.HostResolver;
import dev.socle.transport.channel.Loops;
import java.net.InetAddress;

class TlsNioTransportTest implements TransportContract {

    private static final Loops NIO = Loops.nio(2);

    @Override
    public Transport transport() {
        return new TlsTransport(() -> NIO, new HostResolver(InetAddress::getAllByName));
    }

    @Override
    public Address freeAddress() {
        return Address.of("tls", "127.0.0.1", 0);
    }

    @Override
    public ConnectionOptions options() {
        return EncryptedPair.options(TestCertificates.both());
    }

    @Override
    public boolean hasHandshake() {
        return true;
    }
}
