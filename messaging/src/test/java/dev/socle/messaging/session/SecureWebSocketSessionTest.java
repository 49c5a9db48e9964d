package dev.socle.messaging.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.PeerIdentity;
import dev.socle.transport.TestCertificates;
import dev.socle.transport.TlsOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BufferLeaks.class)
class SecureWebSocketSessionTest implements SessionContract {

    @Override
    public Address address() {
        return Address.parse("wss://127.0.0.1:0/session");
    }

    @Override
    public SessionOptions options() {
        return with(TestCertificates.both());
    }

    @Test
    void acceptorLearnsTheNamesInTheClientsCertificate() {
        TlsOptions mutual = TestCertificates.both().withRequiresClientCertificate(true);
        try (SessionPair pair = SessionPair.open(address(), with(mutual), new EchoResponder())) {
            assertThat(pair.server().peer())
                    .isEqualTo(new PeerIdentity.CertificateHolder(List.of(), List.of("localhost")));
        }
    }

    private static SessionOptions with(TlsOptions tls) {
        SessionOptions defaults = SessionOptions.defaults();
        return defaults.withConnection(
                defaults.connection().withConnectTimeout(SOON).withTls(tls));
    }
}
