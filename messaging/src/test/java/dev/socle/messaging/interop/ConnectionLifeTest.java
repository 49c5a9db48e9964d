package dev.socle.messaging.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.Session;
import dev.socle.messaging.session.SessionAcceptor;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.messaging.session.SessionServer;
import dev.socle.messaging.session.Setup;
import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.ConnectionException;
import io.netty.buffer.Unpooled;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.core.Resume;
import io.rsocket.exceptions.RejectedSetupException;
import io.rsocket.exceptions.UnsupportedSetupException;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.rsocket.util.DefaultPayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** How connections between Socle and rsocket-java begin, stay alive and end. */
@ExtendWith(BufferLeaks.class)
class ConnectionLifeTest {

    private static final Address LOOPBACK = Address.parse("tcp://127.0.0.1:0");

    @ParameterizedTest
    @EnumSource
    void keepAlivesHoldAnIdleConnectionOpen(Pairing pairing) {
        Settings settings = Settings.DEFAULTS.withKeepAlive(Duration.ofMillis(100), Duration.ofMillis(400));
        Party party = new Party() {
            @Override
            public Mono<Message> requestResponse(Message request) {
                return Mono.just(request);
            }
        };
        try (Dialogue dialogue = pairing.open(party, settings)) {
            Dialogue.soon()
                    .during(Duration.ofSeconds(1))
                    .until(() ->
                            !dialogue.asker().isClosed() && !dialogue.answerer().isClosed());
            assertThat(dialogue.asker()
                            .requestResponse(Message.of("still there"))
                            .block(Dialogue.LIMIT))
                    .isEqualTo(Message.of("still there"));
        }
    }

    /** rsocket-java's server asks for keep-alives too, which the protocol does not expect of it. */
    @Test
    void keepAlivesOfAnRSocketJavaServerAreAnswered() {
        AtomicInteger answers = new AtomicInteger();
        CloseableChannel server = RSocketServer.create((setup, rsocket) -> Mono.just(new RSocket() {}))
                .interceptors(registry ->
                        registry.forConnection((type, connection) -> new KeepAliveCount(connection, answers)))
                .bindNow(TcpServerTransport.create("127.0.0.1", 0));
        Session session = Session.connect(
                        LOOPBACK.withPort(server.address().getPort()),
                        SessionOptions.defaults().withKeepAlive(Duration.ofMillis(100), Duration.ofSeconds(10)),
                        RequestHandler.rejecting())
                .block(Dialogue.LIMIT);
        Dialogue.soon().untilAtomic(answers, org.hamcrest.Matchers.greaterThanOrEqualTo(5));
        session.dispose();
        session.onClose().block(Dialogue.LIMIT);
        server.dispose();
        server.onClose().block(Dialogue.LIMIT);
    }

    @Test
    void setupOfAnRSocketJavaClientReachesTheAcceptorWhole() {
        Queue<Setup> seen = new ConcurrentLinkedQueue<>();
        SessionServer server = SessionServer.listen(LOOPBACK, SessionOptions.defaults(), session -> {
                    seen.add(session.setup());
                    return Mono.just(RequestHandler.rejecting());
                })
                .block(Dialogue.LIMIT);
        RSocket client = RSocketConnector.create()
                .metadataMimeType("message/x.rsocket.routing.v0")
                .dataMimeType("application/cbor")
                .keepAlive(Duration.ofMillis(1_234), Duration.ofMillis(5_678))
                .setupPayload(DefaultPayload.create("who I am", "my token"))
                .connect(TcpClientTransport.create("127.0.0.1", server.address().port()))
                .block(Dialogue.LIMIT);
        Dialogue.soon().untilAsserted(() -> assertThat(seen).hasSize(1));
        Setup setup = seen.remove();
        assertThat(setup.keepAliveMillis()).isEqualTo(1_234);
        assertThat(setup.lifetimeMillis()).isEqualTo(5_678);
        assertThat(setup.metadataMimeType().name()).isEqualTo("message/x.rsocket.routing.v0");
        assertThat(setup.dataMimeType().name()).isEqualTo("application/cbor");
        assertThat(setup.data()).asString().isEqualTo("who I am");
        assertThat(setup.metadata()).asString().isEqualTo("my token");
        client.dispose();
        client.onClose().onErrorComplete().block(Dialogue.LIMIT);
        server.close(Duration.ZERO).block(Dialogue.LIMIT);
    }

    @Test
    void setupRefusedBySocleFailsTheRequestsOfAnRSocketJavaClient() {
        AtomicInteger handled = new AtomicInteger();
        SessionServer server = SessionServer.listen(
                        LOOPBACK,
                        SessionOptions.defaults(),
                        session -> Mono.delay(Duration.ofMillis(50))
                                .then(Mono.error(InteractionException.of(ErrorCode.REJECTED, "no guests today"))))
                .block(Dialogue.LIMIT);
        RSocket client = RSocketConnector.create()
                .connect(TcpClientTransport.create("127.0.0.1", server.address().port()))
                .block(Dialogue.LIMIT);
        assertThatThrownBy(() -> client.requestResponse(DefaultPayload.create("at once"))
                        .doOnNext(answer -> handled.incrementAndGet())
                        .block(Dialogue.LIMIT))
                .isInstanceOf(RejectedSetupException.class)
                .hasMessageContaining("no guests today");
        client.onClose().onErrorComplete().block(Dialogue.LIMIT);
        server.close(Duration.ZERO).block(Dialogue.LIMIT);
        assertThat(handled).hasValue(0);
    }

    @Test
    void leasesAndResumptionAreRefused() {
        SessionServer server = SessionServer.listen(
                        LOOPBACK, SessionOptions.defaults(), SessionAcceptor.of(RequestHandler.rejecting()))
                .block(Dialogue.LIMIT);
        TcpClientTransport transport =
                TcpClientTransport.create("127.0.0.1", server.address().port());
        assertRefused(RSocketConnector.create().lease().connect(transport), UnsupportedSetupException.class);
        assertRefused(
                RSocketConnector.create()
                        .resume(new Resume().token(() -> Unpooled.copiedBuffer("token", StandardCharsets.UTF_8)))
                        .connect(transport),
                RejectedSetupException.class);
        server.close(Duration.ZERO).block(Dialogue.LIMIT);
    }

    private static void assertRefused(Mono<RSocket> connect, Class<? extends Throwable> refusal) {
        RSocket client = connect.block(Dialogue.LIMIT);
        assertThatThrownBy(() -> client.onClose().block(Dialogue.LIMIT)).isInstanceOf(refusal);
    }

    @Test
    void setupRefusedByRSocketJavaEndsASocleClient() {
        CloseableChannel server = RSocketServer.create(
                        (setup, rsocket) -> Mono.error(new RejectedSetupException("no guests today")))
                .bindNow(TcpServerTransport.create("127.0.0.1", 0));
        Session session = Session.connect(
                        LOOPBACK.withPort(server.address().getPort()),
                        SessionOptions.defaults(),
                        RequestHandler.rejecting())
                .block(Dialogue.LIMIT);
        Mono<Payload> atOnce = session.requestResponse(Payload.of("at once"));
        for (Mono<?> end : List.of(atOnce, session.onClose())) {
            assertThatThrownBy(() -> end.block(Dialogue.LIMIT))
                    .isInstanceOfSatisfying(ConnectionException.class, failure -> {
                        assertThat(failure.reason()).isEqualTo(ConnectionException.Reason.REJECTED);
                        assertThat(failure).hasMessageContaining("no guests today");
                        assertThat(failure.mayHaveBeenProcessed()).isFalse();
                    });
        }
        assertThat(session.isOpen()).isFalse();
        server.dispose();
        server.onClose().block(Dialogue.LIMIT);
    }

    @Test
    void closingInOrderLetsTheRequestsOfAnRSocketJavaClientEnd() {
        Sinks.One<Message> answer = Sinks.one();
        Sinks.Empty<Void> asked = Sinks.empty();
        Party party = new Party() {
            @Override
            public Mono<Message> requestResponse(Message request) {
                asked.tryEmitEmpty();
                return answer.asMono();
            }
        };
        SessionServer server = SessionServer.listen(
                        LOOPBACK,
                        SessionOptions.defaults(),
                        SessionAcceptor.of(RequestHandler.of(SocleEnd.responder(party))))
                .block(Dialogue.LIMIT);
        RSocket client = RSocketConnector.create()
                .connect(TcpClientTransport.create("127.0.0.1", server.address().port()))
                .block(Dialogue.LIMIT);
        CompletableFuture<Message> request =
                new RSocketJavaEnd(client).requestResponse(Message.of("?")).toFuture();
        asked.asMono().block(Dialogue.LIMIT);
        CompletableFuture<Void> closed = server.close(Dialogue.LIMIT).toFuture();
        Dialogue.soon().until(() -> server.sessions().stream().noneMatch(Session::isOpen));
        answer.tryEmitValue(Message.of("last words"));
        assertThat(request).succeedsWithin(Dialogue.LIMIT).isEqualTo(Message.of("last words"));
        assertThat(closed).succeedsWithin(Dialogue.LIMIT);
        client.onClose().onErrorComplete().block(Dialogue.LIMIT);
    }

    @ParameterizedTest
    @EnumSource
    void everyStreamEndsOnceWhenTheAskerCloses(Pairing pairing) {
        assertEveryStreamEndsOnce(pairing, true);
    }

    @ParameterizedTest
    @EnumSource
    void everyStreamEndsOnceWhenTheAnswererCloses(Pairing pairing) {
        assertEveryStreamEndsOnce(pairing, false);
    }

    private static void assertEveryStreamEndsOnce(Pairing pairing, boolean closedByAsker) {
        Waiting waiting = new Waiting();
        try (Dialogue dialogue = pairing.open(waiting)) {
            List<Ends> asked = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                asked.add(subscribed(dialogue.asker().requestResponse(Message.of("?"))));
                asked.add(subscribed(dialogue.asker().requestStream(Message.of("?"))));
                asked.add(subscribed(
                        dialogue.asker().requestChannel(Flux.<Message>never().startWith(Message.of("1")))));
            }
            Dialogue.soon().untilAsserted(() -> assertThat(waiting.subscribed).hasValue(60));
            (closedByAsker ? dialogue.asker() : dialogue.answerer()).close();
            Dialogue.soon()
                    .untilAsserted(
                            () -> assertThat(asked).extracting(Ends::seen).containsOnly(List.of("onError")));
            Dialogue.soon().untilAsserted(() -> assertThat(waiting.cancelled).hasValue(60));
            Dialogue.soon()
                    .untilAsserted(() -> assertThat(waiting.inputs)
                            .hasSize(20)
                            .extracting(Ends::seen)
                            .containsOnly(List.of("onError")));
            assertThatThrownBy(() -> dialogue.asker()
                            .requestResponse(Message.of("too late"))
                            .block(Dialogue.LIMIT))
                    .isInstanceOf(Exception.class);
            assertThat(asked).extracting(Ends::seen).containsOnly(List.of("onError")); // nothing came after the end
        }
    }

    private static Ends subscribed(Publisher<Message> answer) {
        Ends ends = new Ends();
        answer.subscribe(ends);
        return ends;
    }

    /** Answers nothing, and counts who asks and who gives up. */
    private static final class Waiting implements Party {

        final AtomicInteger subscribed = new AtomicInteger();
        final AtomicInteger cancelled = new AtomicInteger();
        final Queue<Ends> inputs = new ConcurrentLinkedQueue<>();

        @Override
        public Mono<Message> requestResponse(Message request) {
            return never().next();
        }

        @Override
        public Flux<Message> requestStream(Message request) {
            return never();
        }

        @Override
        public Flux<Message> requestChannel(Publisher<Message> requests) {
            inputs.add(ConnectionLifeTest.subscribed(requests));
            return never();
        }

        private Flux<Message> never() {
            return Flux.<Message>never()
                    .doOnSubscribe(subscription -> subscribed.incrementAndGet())
                    .doOnCancel(cancelled::incrementAndGet);
        }
    }
}
