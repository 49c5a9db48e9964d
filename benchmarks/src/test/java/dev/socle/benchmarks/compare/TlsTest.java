package dev.socle.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.benchmarks.compare.contestant.Certificate;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With {@code --tls} nobody who takes part goes in the clear. */
class TlsTest {

    private static final List<String> FLAGS = new ArrayList<>(Fork.FLAGS);
    private static Path folder;

    @BeforeAll
    static void makeCertificate() throws Exception {
        folder = Certificate.make();
        FLAGS.add("-D" + Certificate.FOLDER + "=" + folder);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOOR", "SOCLE", "SOCLE_IN_PLACE", "SOCLE_SERVICE", "RSOCKET_JAVA", "GRPC"})
    void serverShowsTheCertificateAndClientComesToIt(Peer peer) throws Exception {
        assertThat(peer.speaksTls()).isTrue();
        String scenario = peer == Peer.SOCLE_SERVICE ? "TYPED" : "PIPELINED";
        try (Fork server = new Fork("the server of " + peer, FLAGS, peer.contestant.getName());
                Fork client = new Fork("the client of " + peer, FLAGS, peer.contestant.getName(), scenario, "0")) {
            int port = Integer.parseInt(server.ask("serve"));

            try (SSLSocket socket = open(port)) {
                socket.startHandshake();
                assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
            }

            client.ask("connect " + port);
            client.ask("start");
            client.ask("stop");
            assertThat(client.sample().calls()).isPositive();
        }
    }

    /** A socket that trusts the certificate of this comparison alone. */
    private static SSLSocket open(int port) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (var in = Files.newInputStream(folder.resolve("chain.pem"))) {
            trusted.setCertificateEntry("compare", (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    }
}
