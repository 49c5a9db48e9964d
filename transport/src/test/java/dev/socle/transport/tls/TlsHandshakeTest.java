package dev.socle.transport.tls;

import static dev.socle.transport.TestCertificates.authority;
import static dev.socle.transport.TestCertificates.authorityFile;
import static dev.socle.transport.TestCertificates.forLoopback;
import static dev.socle.transport.TestCertificates.issue;
import static dev.socle.transport.TestCertificates.loopback;
import static dev.socle.transport.TestCertificates.selfSigned;
import static dev.socle.transport.TestCertificates.showing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.ConnectionPair;
import dev.socle.transport.RecordingHandler;
import dev.socle.transport.TestCertificates;
import dev.socle.transport.TlsOptions;
import dev.socle.transport.tcp.TcpTransport;
import io.netty.pkitesting.X509Bundle;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Handshakes that must fail, and what each side is told then. */
@ExtendWith(BufferLeaks.class)
@Timeout(120)
class TlsHandshakeTest {

    private static final X509Bundle AUTHORITY = authority("the authority");
    private static final TlsOptions CLIENT = TestCertificates.patient().withTrusted(authorityFile(AUTHORITY));
    private static final TlsOptions SERVER = showing(forLoopback(AUTHORITY));
    private static final TlsOptions MUTUAL =
            SERVER.withTrusted(authorityFile(AUTHORITY)).withRequiresClientCertificate(true);

    @Test
    void expiredCertificateOfTheServer() {
        X509Bundle expired = issue(AUTHORITY, details -> {
            loopback(details);
            details.notBefore(Instant.now().minus(9, ChronoUnit.DAYS)).notAfter(daysFromNow(-2));
        });
        assertRefusedByTheClient(showing(expired), Reason.CERTIFICATE_EXPIRED, "expired on 20");
    }

    @Test
    void certificateOfTheServerThatIsNotYetValid() {
        X509Bundle early = issue(AUTHORITY, details -> {
            loopback(details);
            details.notBefore(daysFromNow(2)).notAfter(daysFromNow(9));
        });
        assertRefusedByTheClient(showing(early), Reason.CERTIFICATE_NOT_YET_VALID, "is valid only from 20");
    }

    @Test
    void selfSignedCertificateOfTheServer() {
        assertRefusedByTheClient(showing(selfSigned()), Reason.CERTIFICATE_UNTRUSTED, "self-signed");
    }

    @Test
    void certificateOfTheServerOfAnUnknownAuthority() {
        X509Bundle other = forLoopback(authority("another authority"));
        assertRefusedByTheClient(showing(other), Reason.CERTIFICATE_UNTRUSTED, "\"CN=another authority\"");
    }

    @Test
    void certificateForAnotherHost() {
        X509Bundle other = issue(AUTHORITY, details -> details.addSanDnsName("other.example"));
        assertRefusedByTheClient(
                showing(other), Reason.CERTIFICATE_WRONG_HOST, "not for host \"127.0.0.1\", but for other.example");
    }

    @Test
    void commonNameIsNoHost() {
        X509Bundle byCommonName = issue(AUTHORITY, details -> details.subject("CN=localhost"));
        try (TlsPair pair = new TlsPair(showing(byCommonName))) {
            ConnectionException failure = pair.failedConnect("localhost", CLIENT);
            assertFailure(failure, Reason.CERTIFICATE_WRONG_HOST, "not for host \"localhost\", but for none");
        }
    }

    @Test
    void missingCertificateOfTheClient() {
        assertRefusedByTheServer(
                CLIENT,
                Reason.CERTIFICATE_MISSING,
                "the client has shown no certificate",
                Reason.CERTIFICATE_MISSING,
                "name one with TlsOptions.withIdentity");
    }

    @Test
    void certificateOfTheClientOfAnotherAuthority() {
        X509Bundle other = forLoopback(authority("another authority"));
        assertRefusedByTheServer(
                showing(other).withTrusted(CLIENT.trusted()),
                Reason.CERTIFICATE_UNTRUSTED,
                "certificate of the client comes from \"CN=another authority\"",
                Reason.CERTIFICATE_REFUSED,
                "does not accept the certificate of this one");
    }

    @Test
    void expiredCertificateOfTheClient() {
        X509Bundle expired =
                issue(AUTHORITY, details -> details.notBefore(daysFromNow(-9)).notAfter(daysFromNow(-2)));
        assertRefusedByTheServer(
                showing(expired).withTrusted(CLIENT.trusted()),
                Reason.CERTIFICATE_EXPIRED,
                "certificate of the client expired on 20",
                Reason.CERTIFICATE_REFUSED,
                "does not accept the certificate of this one");
    }

    @Test
    void certificateThatIsForClientsOnlyIsNoServersCertificate() {
        X509Bundle forClients = issue(AUTHORITY, details -> {
            loopback(details);
            details.addExtendedKeyUsageClientAuth();
        });
        assertRefusedByTheClient(showing(forClients), Reason.CERTIFICATE_UNTRUSTED, "certificate of the server");
    }

    @Test
    void clientWithoutTlsAtAPortWithTls() {
        try (TlsPair pair = new TlsPair(SERVER)) {
            Connection plain = new TcpTransport()
                    .connect(Address.of("tcp", "127.0.0.1", pair.port()), ConnectionOptions.defaults())
                    .block(TlsPair.LIMIT);
            RecordingHandler handler = RecordingHandler.startOn(plain);
            ConnectionPair.send(plain, "no TLS, just words".getBytes(StandardCharsets.UTF_8));

            assertFailure(pair.refusal(), Reason.NOT_TLS, "let it connect to a tls:// address");
            handler.awaitClosedInOrder();
            assertThat(handler.received()).as("an alert of TLS").containsExactly(0x15, 3, 3, 0, 2, 2, 10);
        }
    }

    @Test
    void clientWithTlsAtAPortWithout() throws IOException {
        try (TlsPair pair = new TlsPair(SERVER);
                ServerSocket plain = new ServerSocket(0, 1, NetUtil.LOCALHOST4)) {
            CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> {
                try (Socket socket = plain.accept()) {
                    socket.getOutputStream().write("no TLS, just words".getBytes(StandardCharsets.UTF_8));
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            Address address = Address.of("tls", "127.0.0.1", plain.getLocalPort());

            ConnectionException failure = pair.failedConnect(new TlsTransport(), address, CLIENT);

            assertFailure(failure, Reason.NOT_TLS, "what listens there does not speak TLS");
            answered.join();
        }
    }

    @Test
    void serverThatIsSilentInTheHandshake() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, NetUtil.LOCALHOST4)) {
            Address address = Address.of("tls", "127.0.0.1", silent.getLocalPort());
            ConnectionOptions impatient = TlsPair.options(CLIENT).withConnectTimeout(Duration.ofMillis(300));
            assertThatThrownBy(
                            () -> new TlsTransport().connect(address, impatient).block(TlsPair.LIMIT))
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.CONNECT_TIMEOUT))
                    .hasMessageContaining("the host has answered, but did not end the TLS handshake");
            assertClosedByTheClient(silent);

            ConnectionOptions strict = TlsPair.options(CLIENT.withHandshakeTimeout(Duration.ofMillis(300)));
            assertThatThrownBy(() -> new TlsTransport().connect(address, strict).block(TlsPair.LIMIT))
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.CONNECT_TIMEOUT))
                    .hasMessageContaining("handshakeTimeout PT0.3S");
            assertClosedByTheClient(silent);
        }
    }

    private static void assertClosedByTheClient(ServerSocket server) throws IOException {
        try (Socket accepted = server.accept()) {
            accepted.setSoTimeout(30_000);
            accepted.getInputStream().readAllBytes(); // the hello, then the end
        }
    }

    @Test
    void clientThatIsSilentInTheHandshake() throws IOException {
        try (TlsPair pair = new TlsPair(SERVER.withHandshakeTimeout(Duration.ofMillis(300)));
                Socket silent = new Socket(NetUtil.LOCALHOST4, pair.port())) {
            assertFailure(pair.refusal(), Reason.CONNECT_TIMEOUT, "handshakeTimeout PT0.3S");
            silent.setSoTimeout(30_000);
            silent.getInputStream().readAllBytes();
        }
    }

    @Test
    void clientThatLeavesInTheHandshake() throws IOException {
        try (TlsPair pair = new TlsPair(SERVER)) {
            new Socket(NetUtil.LOCALHOST4, pair.port()).close();
            assertFailure(pair.refusal(), Reason.LOST, "ended in the midst of the handshake");
        }
    }

    @Test
    void helloThatIsTooLong() throws IOException {
        try (TlsPair pair = new TlsPair(SERVER);
                Socket socket = new Socket(NetUtil.LOCALHOST4, pair.port())) {
            // A record of a handshake, with a hello of 16 MiB that begins in it.
            socket.getOutputStream().write(new byte[] {22, 3, 1, 0, 8, 1, -1, -1, -1, 3, 3, 0, 0});

            assertFailure(pair.refusal(), Reason.TLS_FAILED, "maximum allowed size");
        }
    }

    @Test
    void clientWithAnOlderVersionOnly() throws Exception {
        try (TlsPair pair = new TlsPair(SERVER);
                SSLSocket old = oldClient(pair)) {
            assertThatThrownBy(old::startHandshake)
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("protocol_version");
            assertFailure(pair.refusal(), Reason.TLS_VERSION, "this one has 1.3");
        }
    }

    @Test
    void olderVersionWhereItIsAllowed() throws Exception {
        try (TlsPair pair = new TlsPair(SERVER.withAllowsTls12(true));
                SSLSocket old = oldClient(pair)) {
            old.getOutputStream().write(7);
            pair.accepted().awaitBytes(1);
            assertThat(old.getSession().getProtocol()).isEqualTo("TLSv1.2");
        }
    }

    @Test
    void serverWithAnOlderVersionOnly() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(forLoopback(AUTHORITY).toKeyManagerFactory().getKeyManagers(), null, null);
        try (TlsPair pair = new TlsPair(SERVER);
                SSLServerSocket old = (SSLServerSocket)
                        context.getServerSocketFactory().createServerSocket(0, 1, NetUtil.LOCALHOST4)) {
            old.setEnabledProtocols(new String[] {"TLSv1.2"});
            CompletableFuture<Boolean> refused = CompletableFuture.supplyAsync(() -> {
                try (SSLSocket accepted = (SSLSocket) old.accept()) {
                    accepted.startHandshake();
                    return false;
                } catch (IOException e) {
                    return true;
                }
            });
            Address address = Address.of("tls", "127.0.0.1", old.getLocalPort());

            ConnectionException failure = pair.failedConnect(new TlsTransport(), address, CLIENT);

            assertFailure(failure, Reason.TLS_VERSION, "TlsOptions.withAllowsTls12(true)");
            assertThat(refused.join()).isTrue();
        }
    }

    private static SSLSocket oldClient(TlsPair pair) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, AUTHORITY.toTrustManagerFactory().getTrustManagers(), null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(NetUtil.LOCALHOST4, pair.port());
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        return socket;
    }

    private static void assertRefusedByTheClient(TlsOptions server, Reason reason, String text) {
        try (TlsPair pair = new TlsPair(server)) {
            assertFailure(pair.failedConnect("127.0.0.1", CLIENT), reason, text);
            assertFailure(pair.refusal(), Reason.CERTIFICATE_REFUSED, "does not accept the certificate of this one");
            assertThat(pair.accepted).isEmpty();
        }
    }

    private static void assertRefusedByTheServer(
            TlsOptions client, Reason atServer, String textAtServer, Reason atClient, String textAtClient) {
        try (TlsPair pair = new TlsPair(MUTUAL)) {
            assertFailure(pair.failedConnect("127.0.0.1", client), atClient, textAtClient);
            assertFailure(pair.refusal(), atServer, textAtServer);
            assertThat(pair.accepted).isEmpty();
        }
    }

    private static void assertFailure(ConnectionException failure, Reason reason, String text) {
        assertThat(failure).hasMessageContaining(text).message().containsPattern("127\\.0\\.0\\.1|localhost");
        assertThat(failure.getMessage()).doesNotContain("\n").contains("; ");
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.mayHaveBeenProcessed()).isFalse();
    }

    private static Instant daysFromNow(int days) {
        return Instant.now().plus(days, ChronoUnit.DAYS);
    }
}
