package dev.socle.messaging.session;

import dev.socle.transport.Address;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** A server of ours before anybody has connected; scripted peers come to it as clients. */
final class Listening implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(30);

    final ManualResponder responder = new ManualResponder();
    final AtomicInteger asked = new AtomicInteger();
    private final BlockingQueue<Session> sessions = new LinkedBlockingQueue<>();
    private final SessionServer server;

    private Listening(SessionOptions options, Function<ManualResponder, SessionAcceptor> acceptor) {
        SessionAcceptor deciding = acceptor.apply(responder);
        TestTransport transport = TestTransport.current();
        this.server = SessionServer.listen(transport.address(), transport.with(options), session -> {
                    asked.incrementAndGet();
                    sessions.add(session);
                    return deciding.accept(session);
                })
                .block(SOON);
    }

    /** Accepts everybody. */
    static Listening open() {
        return open(SessionOptions.defaults());
    }

    static Listening open(SessionOptions options) {
        return new Listening(options, responder -> session -> Mono.just(RequestHandler.of(responder)));
    }

    static Listening open(SessionLimits limits) {
        return open(SessionOptions.defaults().withLimits(limits));
    }

    /** Lets the test decide who is accepted. */
    static Listening open(SessionAcceptor acceptor) {
        return open(SessionOptions.defaults(), acceptor);
    }

    static Listening open(SessionOptions options, SessionAcceptor acceptor) {
        return new Listening(options, responder -> acceptor);
    }

    ScriptedPeer connect() {
        return ScriptedPeer.connect(server.address());
    }

    /** A peer whose SETUP was accepted, as a request shows. */
    ScriptedPeer connectAndSetUp() {
        return connect().send(Frames.setup());
    }

    Address address() {
        return server.address();
    }

    SessionServer server() {
        return server;
    }

    /** The session of the next peer whose SETUP came. */
    SessionEngine session() {
        try {
            Session session = sessions.poll(30, TimeUnit.SECONDS);
            if (session == null) {
                throw new AssertionError("No SETUP came");
            }
            return (SessionEngine) session;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another client is served as ever. */
    void assertServes() {
        try (ScriptedPeer other = connectAndSetUp()) {
            other.send(Frames.requestResponse(1, "probe"));
            other.expectPayload(1, Frames.NEXT | Frames.COMPLETE, "probe");
        }
    }

    @Override
    public void close() {
        server.close(Duration.ofMillis(1)).block(SOON);
    }
}
