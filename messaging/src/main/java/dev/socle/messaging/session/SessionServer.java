package dev.socle.messaging.session;

import dev.socle.transport.Address;
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

    private final Set<Session> sessions;
    private final Listener listener;

    private SessionServer(Listener listener, Set<Session> sessions) {
        this.listener = listener;
        this.sessions = sessions;
    }

    /**
     * Listens; completes when clients can connect.
     *
     * <p><b>Errors:</b> {@link dev.socle.transport.ConnectionException}, for example an address in use.
     */
    public static Mono<SessionServer> listen(Address address, SessionOptions options, SessionAcceptor acceptor) {
        return Mono.defer(() -> {
            Set<Session> sessions = ConcurrentHashMap.newKeySet();
            SessionAcceptor reported = reported(acceptor);
            return Transport.of(address)
                    .listen(address, options.connection(), connection -> {
                        Session session = SessionEngine.server(connection, options, reported);
                        sessions.add(session);
                        session.onClose().onErrorComplete().subscribe(null, null, () -> sessions.remove(session));
                    })
                    .map(listener -> new SessionServer(listener, sessions));
        });
    }

    /** The client hears only that it was refused: what the acceptor did not mean for it is said here. */
    private static SessionAcceptor reported(SessionAcceptor acceptor) {
        Warnings warnings = new Warnings();
        return session -> Mono.defer(() -> acceptor.accept(session)).doOnError(failure -> {
            if (!(failure instanceof InteractionException)) {
                warnings.warn("An acceptor failed", session::toString, failure);
            }
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
}
