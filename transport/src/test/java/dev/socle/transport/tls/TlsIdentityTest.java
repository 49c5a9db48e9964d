package dev.socle.transport.tls;

import static dev.socle.transport.TestCertificates.authority;
import static dev.socle.transport.TestCertificates.authorityFile;
import static dev.socle.transport.TestCertificates.forLoopback;
import static dev.socle.transport.TestCertificates.issue;
import static dev.socle.transport.TestCertificates.loopback;
import static dev.socle.transport.TestCertificates.showing;
import static dev.socle.transport.TransportUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.Listener;
import dev.socle.transport.PeerIdentity;
import dev.socle.transport.RecordingHandler;
import dev.socle.transport.TestCertificates;
import dev.socle.transport.TlsOptions;
import io.netty.pkitesting.X509Bundle;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** With which certificates connections are made, and what each side learns of the other. */
@ExtendWith(BufferLeaks.class)
@Timeout(120)
class TlsIdentityTest {

    private static final X509Bundle AUTHORITY = authority("the authority");
    private static final TlsOptions CLIENT = TestCertificates.patient().withTrusted(authorityFile(AUTHORITY));
    private static final TlsOptions SERVER = showing(forLoopback(AUTHORITY));

    @TempDir
    private Path folder;

    @Test
    void bothEndsKnowTheAlternativeNamesOfTheOtherAndNoCommonName() {
        X509Bundle caller = issue(AUTHORITY, details -> {
            details.subject("CN=administrator");
            details.addSanDnsName("caller.example");
            try {
                details.addSanUriName("spiffe://example.org/caller");
            } catch (URISyntaxException e) {
                throw new AssertionError(e);
            }
        });
        TlsOptions server = SERVER.withTrusted(CLIENT.trusted()).withRequiresClientCertificate(true);
        try (TlsPair pair = new TlsPair(server)) {
            RecordingHandler client = pair.connect("localhost", showing(caller).withTrusted(CLIENT.trusted()));

            assertThat(pair.accepted().connection().peer())
                    .isEqualTo(new PeerIdentity.CertificateHolder(
                            List.of("spiffe://example.org/caller"), List.of("caller.example")));
            assertThat(client.connection().peer())
                    .isEqualTo(new PeerIdentity.CertificateHolder(List.of(), List.of("localhost")));
            close(client);
        }
    }

    @Test
    void clientWithoutCertificateIsUnknown() {
        try (TlsPair pair = new TlsPair(SERVER)) {
            RecordingHandler client = pair.connect("127.0.0.1", CLIENT);
            assertThat(pair.accepted().connection().peer()).isEqualTo(PeerIdentity.unknown());
            close(client);
        }
    }

    @Test
    void sourceOfKeysChoosesByItself() throws Exception {
        X509ExtendedKeyManager keys = (X509ExtendedKeyManager)
                forLoopback(AUTHORITY).toKeyManagerFactory().getKeyManagers()[0];
        try (TlsPair pair = new TlsPair(TlsOptions.defaults().withIdentity(new TlsOptions.Keys(keys)))) {
            close(pair.connect("127.0.0.1", CLIENT));
        }
    }

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
                    .connect(Address.of("tls", "localhost", server.getLocalPort()), TlsPair.options(CLIENT))
                    .doOnNext(Connection::close)
                    .block(TlsPair.LIMIT);

            assertThat(named.join()).containsExactly(new SNIHostName("localhost"));
        }
    }

    @Test
    void changedFilesAreReadAgainAndUnusableOnesAreNot() throws Exception {
        Path chain = folder.resolve("chain.pem");
        Path key = folder.resolve("key.pem");
        install(chain, key, named("first.example"));
        try (TlsPair pair = new TlsPair(TlsOptions.defaults().withIdentity(chain, key))) {
            assertThat(namesOfTheServer(pair)).containsExactly("localhost", "first.example");
            RecordingHandler stays = pair.connect("localhost", CLIENT);

            install(chain, key, named("second.example"));
            await().until(() -> namesOfTheServer(pair).contains("second.example"));

            Files.writeString(chain, "-----BEGIN CERTIFICATE-----\nbroken\n-----END CERTIFICATE-----\n");
            await().pollDelay(Duration.ofMillis(2_500)).until(() -> true); // it has been looked at by now
            assertThat(namesOfTheServer(pair)).containsExactly("localhost", "second.example");

            install(chain, key, named("third.example"));
            await().until(() -> namesOfTheServer(pair).contains("third.example"));
            assertThat(stays.isClosed()).isFalse();
            close(stays);
        }
    }

    @Test
    void clientReadsChangedFilesToo() throws Exception {
        Path trusted = Files.writeString(
                folder.resolve("trusted.pem"), authority("another").getCertificatePEM());
        TlsOptions client = TlsOptions.defaults().withTrusted(trusted);
        try (TlsPair pair = new TlsPair(SERVER)) {
            assertThat(pair.failedConnect("localhost", client).reason()).isEqualTo(Reason.CERTIFICATE_UNTRUSTED);

            Files.writeString(trusted, AUTHORITY.getCertificatePEM());

            await().until(() -> {
                try {
                    close(pair.connect("localhost", client));
                    return true;
                } catch (ConnectionException notYet) {
                    return false;
                }
            });
        }
    }

    @Test
    void listenerWithoutCertificateDoesNotStart() {
        assertUnusable(TlsOptions.defaults(), "a listener needs a certificate and its key");
        assertUnusable(SERVER.withRequiresClientCertificate(true), "name it with TlsOptions.withTrusted");
    }

    @Test
    void filesThatCannotBeUsedAreNamedWithWhatIsWrong() throws IOException {
        Path chain = TestCertificates.chainFile(forLoopback(AUTHORITY));
        Path keyOfAnother = TestCertificates.keyFile(forLoopback(AUTHORITY));
        Path missing = folder.resolve("missing");
        Path empty = Files.writeString(folder.resolve("empty"), "");
        Path oldKey = Files.writeString(folder.resolve("old"), "-----BEGIN RSA PRIVATE KEY-----\n");
        Path huge = Files.write(folder.resolve("huge"), new byte[(1 << 20) + 1]);

        assertUnusable(TlsOptions.defaults().withIdentity(missing, keyOfAnother), missing + " does not exist");
        assertUnusable(TlsOptions.defaults().withIdentity(empty, keyOfAnother), empty + " holds no certificate");
        assertUnusable(TlsOptions.defaults().withIdentity(chain, oldKey), "openssl pkcs8 -topk8 -nocrypt");
        assertUnusable(TlsOptions.defaults().withIdentity(chain, keyOfAnother), "holds the key of another certificate");
        assertUnusable(TlsOptions.defaults().withIdentity(huge, keyOfAnother), "more than the 1048576 that are read");
    }

    @Test
    void listenerMayBeReachedFromOtherMachines() {
        Listener listener = new TlsTransport()
                .listen(Address.parse("tls://0.0.0.0:0"), TlsPair.options(SERVER), Connection::close)
                .block(TlsPair.LIMIT);
        listener.close().block(TlsPair.LIMIT);
    }

    @Test
    void endWithoutNoticeIsALossAsSomethingMayHaveBeenCutOff() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, AUTHORITY.toTrustManagerFactory().getTrustManagers(), null);
        try (TlsPair pair = new TlsPair(SERVER)) {
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
        try (TlsPair pair = new TlsPair(SERVER);
                SSLSocket socket =
                        (SSLSocket) context.getSocketFactory().createSocket(NetUtil.LOCALHOST4, pair.port())) {
            socket.startHandshake();
            pair.accepted().connection().close();

            assertThat(socket.getInputStream().read()).isEqualTo(-1); // without notice it would throw
        }
    }

    private static X509Bundle named(String name) {
        return issue(AUTHORITY, details -> {
            loopback(details);
            details.addSanDnsName(name);
        });
    }

    private static void install(Path chain, Path key, X509Bundle certificate) throws IOException {
        Files.writeString(chain, certificate.getCertificatePathPEM());
        Files.writeString(key, certificate.getPrivateKeyPEM());
    }

    private static List<String> namesOfTheServer(TlsPair pair) {
        RecordingHandler client = pair.connect("localhost", CLIENT);
        PeerIdentity peer = client.connection().peer();
        close(client);
        return ((PeerIdentity.CertificateHolder) peer).dnsNames();
    }

    private static void close(RecordingHandler client) {
        client.connection().close();
        client.awaitClosedInOrder();
    }

    private static void assertUnusable(TlsOptions options, String why) {
        assertThatThrownBy(() -> new TlsTransport()
                        .listen(Address.parse("tls://127.0.0.1:0"), TlsPair.options(options), Connection::close)
                        .block(TlsPair.LIMIT))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ADDRESS_UNUSABLE))
                .hasMessageStartingWith("Cannot listen at tls://127.0.0.1:0: ")
                .hasMessageContaining(why);
    }
}
