package dev.socle.messaging.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.transport.Address;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** A client and a server with a session between them. */
final class SessionPair implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final SessionServer listener;
    private final Session client;
    private final Session server;

    private SessionPair(SessionServer listener, Session client, Session server) {
        this.listener = listener;
        this.client = client;
        this.server = server;
    }

    static SessionPair open(Address address, Responder serving) {
        return open(address, serving, new Responder() {});
    }

    static SessionPair open(Address address, Responder serving, Responder answering) {
        return open(address, SessionOptions.defaults(), RequestHandler.of(serving), RequestHandler.of(answering));
    }

    static SessionPair open(Address address, SessionOptions options, Responder serving) {
        return open(address, options, serving, new Responder() {});
    }

    static SessionPair open(Address address, SessionOptions options, Responder serving, Responder answering) {
        return open(address, options, RequestHandler.of(serving), RequestHandler.of(answering));
    }

    static SessionPair open(Address address, SessionOptions options, RequestHandler serving, RequestHandler answering) {
        return open(address, options, serving, options, answering);
    }

    static SessionPair open(
            Address address,
            SessionOptions serverOptions,
            RequestHandler serving,
            SessionOptions clientOptions,
            RequestHandler answering) {
        return openWith(
                address,
                serverOptions,
                serving,
                at -> Session.connect(at, clientOptions, answering).block(SOON));
    }

    /** With a client that the test makes. */
    static SessionPair openWith(
            Address address, SessionOptions serverOptions, RequestHandler serving, Function<Address, Session> connect) {
        BlockingQueue<Session> accepted = new LinkedBlockingQueue<>();
        SessionServer listener = SessionServer.listen(address, serverOptions, session -> {
                    accepted.add(session);
                    return Mono.just(serving);
                })
                .block(SOON);
        Session client = connect.apply(listener.address());
        try {
            return new SessionPair(listener, client, accepted.poll(5, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Session client() {
        return client;
    }

    Session server() {
        return server;
    }

    Address address() {
        return listener.address();
    }

    SessionServer listener() {
        return listener;
    }

    /** Waits until neither side has a stream, a message in parts or a task in hand. */
    void assertNoStreams() {
        Soon.asserted(() -> {
            assertThat(((SessionEngine) client).load().block(SOON)).isEqualTo(EngineLoad.NONE);
            assertThat(((SessionEngine) server).load().block(SOON)).isEqualTo(EngineLoad.NONE);
        });
    }

    @Override
    public void close() {
        client.dispose();
        server.dispose();
        client.onClose().onErrorComplete().block(SOON);
        server.onClose().onErrorComplete().block(SOON);
        listener.close(Duration.ofMillis(10)).block(SOON);
    }
}
