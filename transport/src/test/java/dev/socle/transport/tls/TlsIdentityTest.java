package dev.socle.transport.tls;

import static dev.socle.transport.CertificateContract.AUTHORITY;
import static dev.socle.transport.CertificateContract.CLIENT;
import static dev.socle.transport.CertificateContract.SERVER;
import static dev.socle.transport.TestCertificates.forLoopback;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.EncryptedPair;
import dev.socle.transport.Listener;
import dev.socle.transport.RecordingHandler;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What only TLS on TCP has: names in the hello, and notices of an end. */
@ExtendWith(BufferLeaks.class)
@Timeout(120)
class TlsIdentityTest {

    @Test
    void clientNamesTheHostThatItWants() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(forLoopback(AUTHORITY).toKeyManagerFactory().getKeyManagers(), null, null);
        try (SSLServerSocket server =
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 1, NetUtil.LOCALHOST4)) {
            CompletableFuture<List<SNIServerName>> named = CompletableFuture.supplyAsync(() -> {
                try (SSLSocket accepted = (SSLSocket) server.accept()) {
                    accepted.startHandshake();
                    return ((ExtendedSSLSession) accepted.getSession()).getRequestedServerNames();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });

            new TlsTransport()
                    .connect(Address.of("tls", "localhost", server.getLocalPort()), EncryptedPair.options(CLIENT))
                    .doOnNext(Connection::close)
                    .block(EncryptedPair.LIMIT);

            assertThat(named.join()).containsExactly(new SNIHostName("localhost"));
        }
    }

    @Test
    void listenerMayBeReachedFromOtherMachines() {
        Listener listener = new TlsTransport()
                .listen(Address.parse("tls://0.0.0.0:0"), EncryptedPair.options(SERVER), Connection::close)
                .block(EncryptedPair.LIMIT);
        listener.close().block(EncryptedPair.LIMIT);
    }

    @Test
    void endWithoutNoticeIsALossAsSomethingMayHaveBeenCutOff() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, AUTHORITY.toTrustManagerFactory().getTrustManagers(), null);
        try (EncryptedPair pair = new EncryptedPair(new TlsTransport(), Address.of("tls", "127.0.0.1", 0), SERVER)) {
            Socket plain = new Socket(NetUtil.LOCALHOST4, pair.port());
            SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", pair.port(), true);
            socket.getOutputStream().write(new byte[] {1, 2, 3});
            RecordingHandler accepted = pair.accepted();
            accepted.awaitBytes(3);

            plain.shutdownOutput();

            accepted.awaitClosed();
            assertThat(accepted.cause().reason()).isEqualTo(Reason.LOST);
            assertThat(accepted.cause()).hasMessageContaining("without close_notify");
            plain.close();
        }
    }

    @Test
    void closeGivesNotice() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, AUTHORITY.toTrustManagerFactory().getTrustManagers(), null);
        try (EncryptedPair pair = new EncryptedPair(new TlsTransport(), Address.of("tls", "127.0.0.1", 0), SERVER);
                SSLSocket socket =
                        (SSLSocket) context.getSocketFactory().createSocket(NetUtil.LOCALHOST4, pair.port())) {
            socket.startHandshake();
            pair.accepted().connection().close();

            assertThat(socket.getInputStream().read()).isEqualTo(-1); // without notice it would throw
        }
    }
}
