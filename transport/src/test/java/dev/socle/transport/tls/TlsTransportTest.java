package dev.socle.transport.tls;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.EncryptedPair;
import dev.socle.transport.TestCertificates;
import dev.socle.transport.Transport;
import dev.socle.transport.TransportContract;

class TlsTransportTest implements TransportContract {

    @Override
    public Transport transport() {
        return new TlsTransport();
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
