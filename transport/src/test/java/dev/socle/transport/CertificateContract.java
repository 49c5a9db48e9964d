package dev.socle.transport;

import static dev.socle.transport.TestCertificates.authority;
import static dev.socle.transport.TestCertificates.authorityFile;
import static dev.socle.transport.TestCertificates.forLoopback;
import static dev.socle.transport.TestCertificates.issue;
import static dev.socle.transport.TestCertificates.loopback;
import static dev.socle.transport.TestCertificates.selfSigned;
import static dev.socle.transport.TestCertificates.showing;
import static dev.socle.transport.TransportUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.transport.ConnectionException.Reason;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every encrypted transport promises: which certificates it takes, what each side is told of those that it does not
 * take, and what it learns of the other.
 */
@ExtendWith(BufferLeaks.class)
@Timeout(120)
public interface CertificateContract {

    X509Bundle AUTHORITY = authority("the authority");
    TlsOptions CLIENT = TestCertificates.patient().withTrusted(authorityFile(AUTHORITY));
    TlsOptions SERVER = showing(forLoopback(AUTHORITY));
    TlsOptions MUTUAL = SERVER.withTrusted(authorityFile(AUTHORITY)).withRequiresClientCertificate(true);

    /** The transport. */
    Transport transport();

    /** An address of 127.0.0.1 at which a listener can be bound now. */
    Address address();

    /** A listener with these options. */
    default EncryptedPair pair(TlsOptions server) {
        return new EncryptedPair(transport(), address(), server);
    }

    @Test
    default void expiredCertificateOfTheServer() {
        X509Bundle expired = issue(AUTHORITY, details -> {
            loopback(details);
            details.notBefore(Instant.now().minus(9, ChronoUnit.DAYS)).notAfter(daysFromNow(-2));
        });
        assertRefusedByTheClient(showing(expired), Reason.CERTIFICATE_EXPIRED, "expired on 20");
    }

    @Test
    default void certificateOfTheServerThatIsNotYetValid() {
        X509Bundle early = issue(AUTHORITY, details -> {
            loopback(details);
            details.notBefore(daysFromNow(2)).notAfter(daysFromNow(9));
        });
        assertRefusedByTheClient(showing(early), Reason.CERTIFICATE_NOT_YET_VALID, "is valid only from 20");
    }

    @Test
    default void selfSignedCertificateOfTheServer() {
        assertRefusedByTheClient(showing(selfSigned()), Reason.CERTIFICATE_UNTRUSTED, "self-signed");
    }

    @Test
    default void certificateOfTheServerOfAnUnknownAuthority() {
        X509Bundle other = forLoopback(authority("another authority"));
        assertRefusedByTheClient(showing(other), Reason.CERTIFICATE_UNTRUSTED, "\"CN=another authority\"");
    }

    @Test
    default void certificateForAnotherHost() {
        X509Bundle other = issue(AUTHORITY, details -> details.addSanDnsName("other.example"));
        assertRefusedByTheClient(
                showing(other), Reason.CERTIFICATE_WRONG_HOST, "not for host \"127.0.0.1\", but for other.example");
    }

    @Test
    default void commonNameIsNoHost() {
        X509Bundle byCommonName = issue(AUTHORITY, details -> details.subject("CN=localhost"));
        try (EncryptedPair pair = pair(showing(byCommonName))) {
            ConnectionException failure = pair.failedConnect("localhost", CLIENT);
            assertFailure(failure, Reason.CERTIFICATE_WRONG_HOST, "not for host \"localhost\", but for none");
        }
    }

    @Test
    default void missingCertificateOfTheClient() {
        assertRefusedByTheServer(
                CLIENT,
                Reason.CERTIFICATE_MISSING,
                "the client has shown no certificate",
                Reason.CERTIFICATE_MISSING,
                "name one with TlsOptions.withIdentity");
    }

    @Test
    default void certificateOfTheClientOfAnotherAuthority() {
        X509Bundle other = forLoopback(authority("another authority"));
        assertRefusedByTheServer(
                showing(other).withTrusted(CLIENT.trusted()),
                Reason.CERTIFICATE_UNTRUSTED,
                "certificate of the client comes from \"CN=another authority\"",
                Reason.CERTIFICATE_REFUSED,
                "does not accept the certificate of this one");
    }

    @Test
    default void expiredCertificateOfTheClient() {
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
    default void certificateThatIsForClientsOnlyIsNoServersCertificate() {
        X509Bundle forClients = issue(AUTHORITY, details -> {
            loopback(details);
            details.addExtendedKeyUsageClientAuth();
        });
        assertRefusedByTheClient(showing(forClients), Reason.CERTIFICATE_UNTRUSTED, "certificate of the server");
    }

    @Test
    default void bothEndsKnowTheAlternativeNamesOfTheOtherAndNoCommonName() {
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
        try (EncryptedPair pair = pair(server)) {
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
    default void clientWithoutCertificateIsUnknown() {
        try (EncryptedPair pair = pair(SERVER)) {
            RecordingHandler client = pair.connect("127.0.0.1", CLIENT);
            assertThat(pair.accepted().connection().peer()).isEqualTo(PeerIdentity.unknown());
            close(client);
        }
    }

    @Test
    default void sourceOfKeysChoosesByItself() throws Exception {
        X509ExtendedKeyManager keys = (X509ExtendedKeyManager)
                forLoopback(AUTHORITY).toKeyManagerFactory().getKeyManagers()[0];
        try (EncryptedPair pair = pair(TlsOptions.defaults().withIdentity(new TlsOptions.Keys(keys)))) {
            close(pair.connect("127.0.0.1", CLIENT));
        }
    }

    @Test
    default void changedFilesAreReadAgainAndUnusableOnesAreNot(@TempDir Path folder) throws Exception {
        Path chain = folder.resolve("chain.pem");
        Path key = folder.resolve("key.pem");
        install(chain, key, named("first.example"));
        try (EncryptedPair pair = pair(TlsOptions.defaults().withIdentity(chain, key))) {
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
    default void clientReadsChangedFilesToo(@TempDir Path folder) throws Exception {
        Path trusted = Files.writeString(
                folder.resolve("trusted.pem"), authority("another").getCertificatePEM());
        TlsOptions client = TlsOptions.defaults().withTrusted(trusted);
        try (EncryptedPair pair = pair(SERVER)) {
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
    default void listenerWithoutCertificateDoesNotStart() {
        assertUnusable(TlsOptions.defaults(), "a listener needs a certificate and its key");
        assertUnusable(SERVER.withRequiresClientCertificate(true), "name it with TlsOptions.withTrusted");
    }

    @Test
    default void filesThatCannotBeUsedAreNamedWithWhatIsWrong(@TempDir Path folder) throws IOException {
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

    private void assertUnusable(TlsOptions options, String why) {
        assertThatThrownBy(() -> transport()
                        .listen(address(), EncryptedPair.options(options), Connection::close)
                        .block(EncryptedPair.LIMIT))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ADDRESS_UNUSABLE))
                .hasMessageStartingWith("Cannot listen at " + address() + ": ")
                .hasMessageContaining(why);
    }

    private void assertRefusedByTheClient(TlsOptions server, Reason reason, String text) {
        try (EncryptedPair pair = pair(server)) {
            assertFailure(pair.failedConnect("127.0.0.1", CLIENT), reason, text);
            assertFailure(pair.refusal(), Reason.CERTIFICATE_REFUSED, "does not accept the certificate of this one");
            assertThat(pair.hasAcceptedNobody()).isTrue();
        }
    }

    private void assertRefusedByTheServer(
            TlsOptions client, Reason atServer, String textAtServer, Reason atClient, String textAtClient) {
        try (EncryptedPair pair = pair(MUTUAL)) {
            assertFailure(pair.failedConnect("127.0.0.1", client), atClient, textAtClient);
            assertFailure(pair.refusal(), atServer, textAtServer);
            assertThat(pair.hasAcceptedNobody()).isTrue();
        }
    }

    /** A failure that nobody can have worked on, in one line that says where, and what to do. */
    static void assertFailure(ConnectionException failure, Reason reason, String text) {
        assertThat(failure).hasMessageContaining(text).message().containsPattern("127\\.0\\.0\\.1|localhost");
        assertThat(failure.getMessage()).doesNotContain("\n").contains("; ");
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.mayHaveBeenProcessed()).isFalse();
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

    private static List<String> namesOfTheServer(EncryptedPair pair) {
        RecordingHandler client = pair.connect("localhost", CLIENT);
        PeerIdentity peer = client.connection().peer();
        close(client);
        return ((PeerIdentity.CertificateHolder) peer).dnsNames();
    }

    private static void close(RecordingHandler client) {
        client.connection().close();
        client.awaitClosedInOrder();
    }

    private static Instant daysFromNow(int days) {
        return Instant.now().plus(days, ChronoUnit.DAYS);
    }
}
