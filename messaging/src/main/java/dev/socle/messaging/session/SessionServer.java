package dev.socle.messaging.session;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.Listener;
import dev.socle.transport.Transport;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Listens at one address and sets up a session with each client that comes.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class SessionServer {

    private final SessionOptions options;
    private final SessionAcceptor acceptor;
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private volatile Listener listener;

    private SessionServer(SessionOptions options, SessionAcceptor acceptor) {
        this.options = options;
        this.acceptor = acceptor;
    }

    /**
     * Listens; completes when clients can connect.
     *
     * <p><b>Errors:</b> {@link dev.socle.transport.ConnectionException}, for example an address in use.
     */
    public static Mono<SessionServer> listen(Address address, SessionOptions options, SessionAcceptor acceptor) {
        return Mono.defer(() -> {
            SessionServer server = new SessionServer(options, acceptor);
            return Transport.of(address)
                    .listen(address, options.connection(), server::accept)
                    .map(server::listening);
        });
    }

    /** Where it listens, with the port that the system chose. */
    public Address address() {
        return listener.address();
    }

    /** The sessions that are open now; a moment's view. */
    public Set<Session> sessions() {
        return Set.copyOf(sessions);
    }

    /**
     * Drains: accepts nobody, rejects new requests, lets live streams end within the given time, then closes.
     * Completes when every connection is closed.
     */
    public Mono<Void> close(Duration grace) {
        return listener.close()
                .then(Flux.fromIterable(sessions)
                        .flatMap(session -> session.close(grace).onErrorComplete(), Integer.MAX_VALUE)
                        .then());
    }

    private SessionServer listening(Listener bound) {
        listener = bound;
        return this;
    }

    private void accept(Connection connection) {
        Session session = SessionEngine.server(connection, options, acceptor);
        sessions.add(session);
        session.onClose().doFinally(end -> sessions.remove(session)).onErrorComplete().subscribe();
    }
}
