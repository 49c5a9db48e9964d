package dev.socle.transport.quic;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.socle.transport.Address;
import dev.socle.transport.CertificateContract;
import dev.socle.transport.Transport;
import org.junit.jupiter.api.BeforeAll;

/** Handshakes, above all those that must fail, and what each side is told then. */
class QuicHandshakeTest implements CertificateContract {

    @BeforeAll
    static void needsTheNativeLibrary() {
        assumeTrue(QuicTransport.whyNot() == null, QuicTransport::whyNot);
    }

    @Override
    public Transport transport() {
        return new QuicTransport();
    }

    @Override
    public Address address() {
        return Address.of("quic", "127.0.0.1", 0);
    }
}
