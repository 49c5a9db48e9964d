package dev.socle.transport.websocket;

import static dev.socle.transport.CertificateContract.assertFailure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.transport.Address;
import dev.socle.transport.CertificateContract;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.EncryptedPair;
import dev.socle.transport.Listener;
import dev.socle.transport.Transport;
import dev.socle.transport.WebPage;
import dev.socle.transport.WebSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who comes in at a WebSocket listener with TLS, what the others are told, and those who mistake one kind for the other. */
class SecureDoorTest implements CertificateContract {

    private static final ConnectionOptions WITH_PAGE = EncryptedPair.options(SERVER)
            .withWebSocket(WebSocketOptions.defaults()
                    .withPages(Map.of("/", new WebPage("text/html; charset=utf-8", "<p>Hello"))));

    @Override
    public Transport transport() {
        return new LengthPrefixes(new SecureWebSocketTransport());
    }

    @Override
    public Address address() {
        return Address.parse("wss://127.0.0.1:0/services");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, , 200",
        "localhost:7, , 200",
        "attacker.example, , 403",
        "localhost, https://localhost, 200",
        "localhost, http://localhost, 403",
        "localhost:7443, https://localhost:7443, 200",
        "localhost, https://attacker.example, 403"
    })
    void pageIsGivenOverHttpsByTheRulesOfHostsAndOrigins(String host, String origin, int status) throws Exception {
        String more = origin == null ? "" : "Origin: " + origin + "\r\n";
        try (Door door = new Door()) {
            String answer = door.ask("GET / HTTP/1.1\r\nHost: " + host + "\r\n" + more + "\r\n");

            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
            if (status == 200) {
                assertThat(answer).endsWith("\r\n\r\n<p>Hello");
            }
        }
    }

    @Test
    void clientWithoutTlsAtAPortWithTls() {
        try (EncryptedPair pair = pair(SERVER)) {
            Address plain = Address.parse("ws://127.0.0.1:" + pair.port() + "/services");

            ConnectionException failure = EncryptedPair.failedConnect(new WebSocketTransport(), plain, CLIENT);

            assertFailure(failure, Reason.NOT_TLS, "connect to a wss:// address");
            assertFailure(pair.refusal(), Reason.NOT_TLS, "let it connect to a wss:// address");
            assertThat(pair.hasAcceptedNobody()).isTrue();
        }
    }

    @Test
    void clientWithTlsAtAPortWithout() {
        Listener listener = new WebSocketTransport()
                .listen(Address.parse("ws://127.0.0.1:0"), ConnectionOptions.defaults(), Connection::close)
                .block(EncryptedPair.LIMIT);
        Address encrypted = Address.of("wss", "127.0.0.1", listener.address().port());

        ConnectionException failure = EncryptedPair.failedConnect(transport(), encrypted, CLIENT);

        assertFailure(failure, Reason.NOT_TLS, "connect to a ws:// address");
        assertThat(listener.refused()).isEqualTo(1);
        assertFailure(listener.lastRefusal(), Reason.NOT_TLS, "let it connect to a ws:// address");
        listener.close().block(EncryptedPair.LIMIT);
    }

    @Test
    void listenerMayBeReachedFromOtherMachines() {
        Listener listener = transport()
                .listen(Address.parse("wss://0.0.0.0:0"), EncryptedPair.options(SERVER), Connection::close)
                .block(EncryptedPair.LIMIT);
        listener.close().block(EncryptedPair.LIMIT);
    }

    /** A listener with pages, asked by the TLS of the JDK. */
    private final class Door implements AutoCloseable {

        private final Listener listener =
                transport().listen(address(), WITH_PAGE, Connection::close).block(EncryptedPair.LIMIT);

        /** All that is answered, up to the notice of the end; an end without notice would throw. */
        String ask(String request) throws Exception {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, AUTHORITY.toTrustManagerFactory().getTrustManagers(), null);
            Address at = listener.address();
            try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(at.host(), at.port())) {
                socket.setSoTimeout(30_000);
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            }
        }

        @Override
        public void close() {
            listener.close().block(EncryptedPair.LIMIT);
        }
    }
}
