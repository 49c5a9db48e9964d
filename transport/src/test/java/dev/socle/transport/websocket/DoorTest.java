package dev.socle.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.EchoHandler;
import dev.socle.transport.Listener;
import dev.socle.transport.WebPage;
import dev.socle.transport.WebSocketOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes in at a WebSocket listener, and what the others are told. */
@ExtendWith(BufferLeaks.class)
@Timeout(120)
class DoorTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ConnectionOptions OPTIONS = ConnectionOptions.defaults()
            .withWebSocket(WebSocketOptions.defaults()
                    .withPages(Map.of("/", new WebPage("text/html; charset=utf-8", "<p>Grüß dich")))
                    .withOrigins(Set.of("https://app.example:8443"))
                    .withHosts(Set.of("socle.example")));

    private final WebSocketTransport transport = new WebSocketTransport();
    private final Listener listener = listen(OPTIONS);

    @AfterEach
    void closeListener() {
        listener.close().block(LIMIT);
    }

    @Test
    void pageIsGivenToAPlainGet() throws Exception {
        String answer = ask("GET /?x=1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("content-type: text/html; charset=utf-8\r\n", "content-length: 14\r\n", "nosniff")
                .contains("content-security-policy: default-src 'self'")
                .endsWith("\r\n\r\n<p>Grüß dich");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /other HTTP/1.1, 404, There is no such page",
        "POST / HTTP/1.1, 405, answers GET only",
        "nonsense, 400, malformed",
    })
    void otherRequestsAreRefusedWithASentence(String line, String status, String sentence) throws Exception {
        assertThat(ask(line + "\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("connection: close")
                .contains(sentence);
    }

    @Test
    void longHeadsAndBodiesAreRefused() throws Exception {
        String host = " HTTP/1.1\r\nHost: localhost\r\n";
        assertThat(ask("GET /" + "a".repeat(5_000) + host + "\r\n")).startsWith("HTTP/1.1 414 ");
        assertThat(ask("GET /" + host + "X: " + "a".repeat(9_000) + "\r\n\r\n")).startsWith("HTTP/1.1 431 ");
        assertThat(ask("POST /" + host + "Content-Length: 2000\r\n\r\n" + "a".repeat(2_000)))
                .startsWith("HTTP/1.1 413 ");
        assertThat(ask("POST /" + host + "Transfer-Encoding: chunked\r\n\r\n")).startsWith("HTTP/1.1 413 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"attacker.example", "attacker.example:80", "localhost.attacker.example", ""})
    void requestForAForeignHostIsRefused(String host) throws Exception {
        assertThat(ask("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")).startsWith("HTTP/1.1 403 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"socle.example:7080", "SOCLE.example", "localhost:1", "[::1]:7", "192.0.2.1"})
    void requestForAnOwnHostIsAnswered(String host) throws Exception {
        assertThat(ask("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void ownPagesAndThoseOfTheListMayConnect() throws Exception {
        Address at = listener.address();
        for (String origin : new String[] {"http://127.0.0.1:" + at.port(), "https://app.example:8443"}) {
            try (Visitor visitor = new Visitor(at)) {
                assertThat(visitor.upgrade(at, "Origin: " + origin + "\r\n")).startsWith("HTTP/1.1 101 ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://attacker.example", "http://127.0.0.1:1", "null", "https://app.example"})
    void foreignPagesMayNot(String origin) throws Exception {
        try (Visitor visitor = new Visitor(listener.address())) {
            String head = visitor.upgrade(listener.address(), "Origin: " + origin + "\r\n");

            assertThat(head).startsWith("HTTP/1.1 403 ");
            assertThat(visitor.answer()).contains("Origin \"" + origin + "\" may not connect here", "withOrigins");
        }
    }

    @ParameterizedTest
    @CsvSource({"Sec-WebSocket-Version: 8, 426", "X: y, 400"})
    void handshakesThatLackSomethingAreRefused(String line, String status) throws Exception {
        String answer = ask("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + (status.equals("400") ? "Sec-WebSocket-Version: 13\r\n" : "") + line + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void compressionIsNotGranted() throws Exception {
        try (Visitor visitor = new Visitor(listener.address())) {
            String head = visitor.upgrade(
                    listener.address(), "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n");
            assertThat(head).startsWith("HTTP/1.1 101 ").doesNotContainIgnoringCase("extensions");
        }
    }

    @Test
    void slowRequestIsCutOff() throws Exception {
        Listener impatient =
                listen(OPTIONS.withWebSocket(OPTIONS.webSocket().withHandshakeTimeout(Duration.ofMillis(200))));
        try (Visitor visitor = new Visitor(impatient.address())) {
            visitor.say("GET / HTTP/1.1\r\nHost: local");
            visitor.expectEnd();
        }
        impatient.close().block(LIMIT);
    }

    @Test
    void clientIsToldWhatTheListenerSaid() {
        Address elsewhere = Address.parse(listener.address() + "/elsewhere");

        assertThatThrownBy(() -> transport.connect(elsewhere, OPTIONS).block(LIMIT))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
                .hasMessageContainingAll(elsewhere.toString(), "404", "There is no WebSocket at this path; it is at /");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SSH-2.0-something\r\n", "HTTP/1.1 101 Switching Protocols\r\n\r\n"})
    void clientIsToldWhenNoWebSocketAnswers(String answer) throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> answerOnce(server, answer));
            Address address = Address.of("ws", "127.0.0.1", server.getLocalPort());

            assertThatThrownBy(() -> transport.connect(address, OPTIONS).block(LIMIT))
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
                    .hasMessageContaining(address.toString());
            answered.join();
        }
    }

    @Test
    void silentListenerRunsIntoTheConnectTimeout() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            Address address = Address.of("ws", "127.0.0.1", server.getLocalPort());

            assertThatThrownBy(() -> transport
                            .connect(address, OPTIONS.withConnectTimeout(Duration.ofMillis(300)))
                            .block(LIMIT))
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.CONNECT_TIMEOUT));
            try (Socket accepted = server.accept()) {
                accepted.setSoTimeout(30_000);
                assertThat(accepted.getInputStream().readAllBytes()).isNotEmpty(); // and then the end
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://127.0.0.1", "ws:///path", "tcp://127.0.0.1:0"})
    void addressesThatAreNoneAreRefused(String address) {
        assertThatThrownBy(() -> transport
                        .listen(Address.parse(address), OPTIONS, accepted -> {})
                        .block(LIMIT))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ADDRESS_UNUSABLE));
    }

    @Test
    void plaintextStaysOnThisMachineUnlessItIsAllowed() {
        assertThatThrownBy(() -> transport
                        .listen(Address.parse("ws://0.0.0.0:0"), OPTIONS, accepted -> {})
                        .block(LIMIT))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PLAINTEXT));
    }

    private String ask(String request) throws IOException {
        try (Visitor visitor = new Visitor(listener.address())) {
            visitor.say(request);
            return visitor.answer();
        }
    }

    private Listener listen(ConnectionOptions options) {
        return transport
                .listen(
                        Address.parse("ws://127.0.0.1:0"),
                        options,
                        accepted -> accepted.start(new EchoHandler(accepted)))
                .block(LIMIT);
    }

    private static void answerOnce(ServerSocket server, String answer) {
        try (Socket accepted = server.accept()) {
            accepted.getInputStream().read(new byte[4_096]);
            accepted.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
