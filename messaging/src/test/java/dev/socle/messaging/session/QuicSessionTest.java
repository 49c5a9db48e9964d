package dev.socle.messaging.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.socle.messaging.codec.Payload;
import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.PeerIdentity;
import dev.socle.transport.TestCertificates;
import dev.socle.transport.TlsOptions;
import dev.socle.transport.quic.QuicTransport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BufferLeaks.class)
class QuicSessionTest implements SessionContract {

    private static final TlsOptions MUTUAL = TestCertificates.both().withRequiresClientCertificate(true);

    @BeforeAll
    static void needsTheNativeLibrary() {
        assumeTrue(QuicTransport.whyNot() == null, QuicTransport::whyNot);
    }

    @Override
    public Address address() {
        return Address.parse("quic://127.0.0.1:0");
    }

    @Override
    public SessionOptions options() {
        return with(TestCertificates.both());
    }

    @Test
    void acceptorLearnsTheNamesInTheClientsCertificate() {
        try (SessionPair pair = SessionPair.open(address(), with(MUTUAL), new EchoResponder())) {
            assertThat(pair.server().peer())
                    .isEqualTo(new PeerIdentity.CertificateHolder(List.of(), List.of("localhost")));
        }
    }

    @Test
    void requestFailsWithTheReasonWhenTheClientsCertificateIsMissing() {
        SessionServer server = SessionServer.listen(
                        address(), with(MUTUAL), SessionAcceptor.of(RequestHandler.rejecting()))
                .block(SOON);
        TlsOptions anonymous = TlsOptions.defaults().withTrusted(MUTUAL.trusted());

        // Many, as the reason and what the client says first are on their way at once.
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> {
                        Session session = Session.connect(server.address(), with(anonymous), RequestHandler.rejecting())
                                .block(SOON);
                        session.requestResponse(Payload.of("hello")).block(SOON);
                    })
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.CERTIFICATE_MISSING))
                    .hasMessageContaining("TlsOptions.withIdentity");
        }
        server.close(Duration.ZERO).block(SOON);
    }

    private static SessionOptions with(TlsOptions tls) {
        SessionOptions defaults = SessionOptions.defaults();
        return defaults.withConnection(
                defaults.connection().withConnectTimeout(SOON).withTls(tls));
    }
}
