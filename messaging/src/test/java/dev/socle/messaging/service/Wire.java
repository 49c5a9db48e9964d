package dev.socle.messaging.service;

import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.Session;
import dev.socle.messaging.session.SessionAcceptor;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.messaging.session.SessionServer;
import dev.socle.transport.Address;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A server and one session with it. */
final class Wire implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final SessionServer server;
    private final Session session;

    private Wire(SessionServer server, Session session) {
        this.server = server;
        this.session = session;
    }

    /** In this process. */
    static Wire local(RequestHandler handler) {
        return over("local://wire-" + NAMES.incrementAndGet(), handler, SessionOptions.defaults());
    }

    /** In this process, with options of the client. */
    static Wire local(RequestHandler handler, SessionOptions options) {
        return over("local://wire-" + NAMES.incrementAndGet(), handler, options);
    }

    /** At an address of one of the schemes. */
    static Wire of(String scheme, RequestHandler handler) {
        return scheme.equals("local")
                ? local(handler)
                : over(scheme + "://127.0.0.1:0", handler, SessionOptions.defaults());
    }

    private static Wire over(String address, RequestHandler handler, SessionOptions options) {
        SessionServer server = SessionServer.listen(
                        Address.parse(address), SessionOptions.defaults(), SessionAcceptor.of(handler))
                .block(PATIENCE);
        Session session = Session.connect(server.address(), options, RequestHandler.rejecting())
                .block(PATIENCE);
        return new Wire(server, session);
    }

    Session session() {
        return session;
    }

    <S> S proxy(Class<S> service) {
        return ServiceProxy.of(service, session);
    }

    ServiceProxy.Builder proxies() {
        return ServiceProxy.builder(session);
    }

    /** Another session with the same server. */
    Session another(SessionOptions options) {
        return Session.connect(server.address(), options, RequestHandler.rejecting())
                .block(PATIENCE);
    }

    @Override
    public void close() {
        session.dispose();
        server.close(Duration.ZERO).block(PATIENCE);
    }
}
