package dev.socle.messaging.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.Session;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.messaging.session.SessionServer;
import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.TestCertificates;
import dev.socle.transport.TlsOptions;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.transport.netty.client.WebsocketClientTransport;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.WebsocketServerTransport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Socle and rsocket-java over WebSocket, each as the client of the other. */
@ExtendWith(BufferLeaks.class)
@Timeout(120)
class WebSocketTest {

    /** Longer than a fragment of ours, and than the pieces in which WebSocket libraries read. */
    private static final Message LONG = Message.of("m".repeat(1_000), "long ".repeat(60_000));

    private static final Party ECHO = new Party() {
        @Override
        public Mono<Message> requestResponse(Message request) {
            return Mono.just(request);
        }

        @Override
        public Flux<Message> requestChannel(Publisher<Message> requests) {
            return Flux.from(requests);
        }
    };

    @Test
    void socleAsksRsocketJava() {
        CloseableChannel listener = RSocketServer.create(SocketAcceptor.with(RSocketJavaEnd.rsocket(ECHO)))
                .bindNow(WebsocketServerTransport.create("127.0.0.1", 0));
        Session session = Session.connect(
                        Address.of("ws", "127.0.0.1", listener.address().getPort()),
                        Settings.DEFAULTS.options(),
                        RequestHandler.rejecting())
                .block(Dialogue.LIMIT);

        assertEchoes(new SocleEnd(session));

        session.close(Duration.ZERO).block(Dialogue.LIMIT);
        listener.dispose();
        listener.onClose().block(Dialogue.LIMIT);
    }

    @Test
    void rsocketJavaAsksSocle() {
        rsocketJavaAsks("ws://127.0.0.1:0/rsocket", Settings.DEFAULTS.options(), HttpClient.create());
    }

    @Test
    void rsocketJavaAsksSocleOverTls() throws Exception {
        SessionOptions options = Settings.DEFAULTS.options();
        TlsOptions tls = TestCertificates.both();
        SslContext trusting = SslContextBuilder.forClient()
                .trustManager(tls.trusted().toFile())
                .endpointIdentificationAlgorithm("HTTPS")
                .build();

        rsocketJavaAsks(
                "wss://127.0.0.1:0/rsocket",
                options.withConnection(options.connection().withTls(tls)),
                HttpClient.create().secure(spec -> spec.sslContext(trusting)));
    }

    private static void rsocketJavaAsks(String address, SessionOptions options, HttpClient client) {
        SessionServer listener = SessionServer.listen(
                        Address.parse(address),
                        options,
                        session -> Mono.just(RequestHandler.of(SocleEnd.responder(ECHO))))
                .block(Dialogue.LIMIT);
        Address bound = listener.address();
        RSocket rsocket = RSocketConnector.create()
                .connect(WebsocketClientTransport.create(
                        client.host(bound.host()).port(bound.port()), bound.path()))
                .block(Dialogue.LIMIT);

        assertEchoes(new RSocketJavaEnd(rsocket));

        rsocket.dispose();
        rsocket.onClose().onErrorComplete().block(Dialogue.LIMIT);
        listener.close(Duration.ZERO).block(Dialogue.LIMIT);
    }

    private static void assertEchoes(End asker) {
        assertThat(asker.requestResponse(Message.of("hello")).block(Dialogue.LIMIT))
                .isEqualTo(Message.of("hello"));
        assertThat(asker.requestResponse(LONG).block(Dialogue.LIMIT)).isEqualTo(LONG);
        List<Message> answers = asker.requestChannel(Flux.range(0, 2_000).map(Message::numbered))
                .collectList()
                .block(Dialogue.LIMIT);
        assertThat(answers).hasSize(2_000).last().isEqualTo(Message.numbered(1_999));
    }
}
