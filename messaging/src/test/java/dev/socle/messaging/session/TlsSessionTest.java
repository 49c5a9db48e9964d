package dev.socle.messaging.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.codec.Payload;
import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import dev.socle.transport.PeerIdentity;
import dev.socle.transport.TestCertificates;
import dev.socle.transport.TlsOptions;
import dev.socle.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BufferLeaks.class)
class TlsSessionTest implements SessionContract {

    private static final TlsOptions MUTUAL = TestCertificates.both().withRequiresClientCertificate(true);

    @Override
    public Address address() {
        return Address.parse("tls://127.0.0.1:0");
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
        SessionServer server = SessionServer.listen(address(), with(MUTUAL), SessionAcceptor.of(rejecting()))
                .block(SOON);
        TlsOptions anonymous = TlsOptions.defaults().withTrusted(MUTUAL.trusted());

        // Many, as the reason and what the client says first are on their way at once.
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> {
                        Session session = Session.connect(server.address(), with(anonymous), rejecting())
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

    @Test
    void clientWithoutTlsIsToldThatTlsIsSpokenThere() {
        SessionServer server = SessionServer.listen(address(), options(), SessionAcceptor.of(rejecting()))
                .block(SOON);
        Address plain = Address.of("tcp", "127.0.0.1", server.address().port());

        assertThatThrownBy(() -> Session.connect(plain, SessionOptions.defaults(), rejecting())
                        .flatMap(session -> session.requestResponse(Payload.of("hello")))
                        .block(SOON))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_TLS))
                .hasMessageContaining("connect to a tls:// address");
        server.close(Duration.ZERO).block(SOON);
    }

    @Test
    void bothSidesAreToldWhenOnlyTheClientSpeaksTls() throws Exception {
        CompletableFuture<Throwable> atServer = new CompletableFuture<>();
        Listener listener = Transport.of(Address.parse("tcp://127.0.0.1:0"))
                .listen(Address.parse("tcp://127.0.0.1:0"), ConnectionOptions.defaults(), connection -> {
                    Session session = SessionEngine.server(
                            connection, SessionOptions.defaults(), SessionAcceptor.of(rejecting()));
                    session.onClose().subscribe(null, atServer::complete);
                })
                .block(SOON);
        Address encrypted = Address.of("tls", "127.0.0.1", listener.address().port());

        assertThatThrownBy(
                        () -> Session.connect(encrypted, options(), rejecting()).block(SOON))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_TLS))
                .hasMessageContaining("what listens there does not speak TLS");

        assertThat(atServer.get(30, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_TLS))
                .hasMessageContaining("The other side speaks TLS");
        listener.close().block(SOON);
    }

    private static RequestHandler rejecting() {
        return RequestHandler.rejecting();
    }

    private static SessionOptions with(TlsOptions tls) {
        SessionOptions defaults = SessionOptions.defaults();
        return defaults.withConnection(
                defaults.connection().withConnectTimeout(SOON).withTls(tls));
    }
}
