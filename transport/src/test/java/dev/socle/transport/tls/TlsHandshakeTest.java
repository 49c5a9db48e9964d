package dev.socle.transport.tls;

import static dev.socle.transport.TestCertificates.forLoopback;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.transport.Address;
import dev.socle.transport.CertificateContract;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.ConnectionPair;
import dev.socle.transport.EncryptedPair;
import dev.socle.transport.RecordingHandler;
import dev.socle.transport.Transport;
import dev.socle.transport.tcp.TcpTransport;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** Handshakes that must fail, and what each side is told then. */
class TlsHandshakeTest implements CertificateContract {

    @Override
    public Transport transport() {
        return new TlsTransport();
    }

    @Override
    public Address address() {
        return Address.of("tls", "127.0.0.1", 0);
    }

    @Test
    void clientWithoutTlsAtAPortWithTls() {
        try (EncryptedPair pair = pair(SERVER)) {
            Connection plain = new TcpTransport()
                    .connect(Address.of("tcp", "127.0.0.1", pair.port()), ConnectionOptions.defaults())
                    .block(EncryptedPair.LIMIT);
            RecordingHandler handler = RecordingHandler.startOn(plain);
            ConnectionPair.send(plain, "no TLS, just words".getBytes(StandardCharsets.UTF_8));

            CertificateContract.assertFailure(pair.refusal(), Reason.NOT_TLS, "let it connect to a tls:// address");
            handler.awaitClosedInOrder();
            assertThat(handler.received()).as("an alert of TLS").containsExactly(0x15, 3, 3, 0, 2, 2, 10);
        }
    }

    @Test
    void clientWithTlsAtAPortWithout() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, NetUtil.LOCALHOST4)) {
            CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> {
                try (Socket socket = plain.accept()) {
                    socket.getOutputStream().write("no TLS, just words".getBytes(StandardCharsets.UTF_8));
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            Address address = Address.of("tls", "127.0.0.1", plain.getLocalPort());

            ConnectionException failure = EncryptedPair.failedConnect(new TlsTransport(), address, CLIENT);

            CertificateContract.assertFailure(failure, Reason.NOT_TLS, "what listens there does not speak TLS");
            answered.join();
        }
    }

    @Test
    void serverThatIsSilentInTheHandshake() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, NetUtil.LOCALHOST4)) {
            Address address = Address.of("tls", "127.0.0.1", silent.getLocalPort());
            ConnectionOptions impatient = EncryptedPair.options(CLIENT).withConnectTimeout(Duration.ofMillis(300));
            assertThatThrownBy(
                            () -> new TlsTransport().connect(address, impatient).block(EncryptedPair.LIMIT))
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.CONNECT_TIMEOUT))
                    .hasMessageContaining("the host has answered, but did not end the TLS handshake");
            assertClosedByTheClient(silent);

            ConnectionOptions strict = EncryptedPair.options(CLIENT.withHandshakeTimeout(Duration.ofMillis(300)));
            assertThatThrownBy(() -> new TlsTransport().connect(address, strict).block(EncryptedPair.LIMIT))
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
        try (EncryptedPair pair = pair(SERVER.withHandshakeTimeout(Duration.ofMillis(300)));
                Socket silent = new Socket(NetUtil.LOCALHOST4, pair.port())) {
            CertificateContract.assertFailure(pair.refusal(), Reason.CONNECT_TIMEOUT, "handshakeTimeout PT0.3S");
            silent.setSoTimeout(30_000);
            silent.getInputStream().readAllBytes();
        }
    }

    @Test
    void clientThatLeavesInTheHandshake() throws IOException {
        try (EncryptedPair pair = pair(SERVER)) {
            new Socket(NetUtil.LOCALHOST4, pair.port()).close();
            CertificateContract.assertFailure(pair.refusal(), Reason.LOST, "ended in the midst of the handshake");
        }
    }

    @Test
    void helloThatIsTooLong() throws IOException {
        try (EncryptedPair pair = pair(SERVER);
                Socket socket = new Socket(NetUtil.LOCALHOST4, pair.port())) {
            // A record of a handshake, with a hello of 16 MiB that begins in it.
            socket.getOutputStream().write(new byte[] {22, 3, 1, 0, 8, 1, -1, -1, -1, 3, 3, 0, 0});

            CertificateContract.assertFailure(pair.refusal(), Reason.TLS_FAILED, "maximum allowed size");
        }
    }

    @Test
    void clientWithAnOlderVersionOnly() throws Exception {
        try (EncryptedPair pair = pair(SERVER);
                SSLSocket old = oldClient(pair)) {
            assertThatThrownBy(old::startHandshake)
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("protocol_version");
            CertificateContract.assertFailure(pair.refusal(), Reason.TLS_VERSION, "this one has 1.3");
        }
    }

    @Test
    void olderVersionWhereItIsAllowed() throws Exception {
        try (EncryptedPair pair = pair(SERVER.withAllowsTls12(true));
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
        try (SSLServerSocket old =
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 1, NetUtil.LOCALHOST4)) {
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

            ConnectionException failure = EncryptedPair.failedConnect(new TlsTransport(), address, CLIENT);

            CertificateContract.assertFailure(failure, Reason.TLS_VERSION, "TlsOptions.withAllowsTls12(true)");
            assertThat(refused.join()).isTrue();
        }
    }

    private static SSLSocket oldClient(EncryptedPair pair) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, AUTHORITY.toTrustManagerFactory().getTrustManagers(), null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(NetUtil.LOCALHOST4, pair.port());
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        return socket;
    }
}
