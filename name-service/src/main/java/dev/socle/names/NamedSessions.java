package dev.socle.names;

import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.Session;
import dev.socle.messaging.session.SessionClient;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.messaging.session.SessionSource;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * A service by its name as a source of sessions: connected to its live instances, and balanced over them. What the name server
 * says decides whom to connect to; what the connections say decides whom to ask.
 *
 * <p>An instance whose connection breaks is asked no more from that moment on, and again when it is back. One that left the
 * name is drained: what is in flight there may end. Keep one for each service and share it.
 * <p><b>Threading:</b> any thread; {@link #current} takes no lock and waits for nothing.
 * <p><b>Limits:</b> {@link NamesOptions#connectionsMax} connections; draining takes 30 s at most; a request is sent 3 times at
 * most, and a fifth of them, with ten a second besides, again.
 */
public final class NamedSessions implements SessionSource {

    private static final Logger LOG = LoggerFactory.getLogger(NamedSessions.class);

    /** How long the resolver may take to say what it knows already. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(200);

    private final String service;
    private final Resolver resolver;
    private final Duration timeout;
    private final Members members;
    private final RetryBudget retries = new RetryBudget(System::nanoTime);
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final Disposable watch;

    private NamedSessions(
            String service, Resolver resolver, NamesOptions options, SessionOptions session, RequestHandler handler) {
        this.service = service;
        this.resolver = resolver;
        this.timeout = options.timeout();
        members = new Members(service, options, address -> SessionClient.of(address, session, handler));
        watch = resolver.watch(service)
                .subscribe(
                        members::onSnapshot,
                        failure -> LOG.warn("The watch of {} ended: {}", service, failure.toString()));
    }

    /**
     * Watches a service and connects to its instances, until it is closed.
     *
     * @param handler answers what instances ask of this side
     */
    public static NamedSessions of(
            String service, Resolver resolver, NamesOptions options, SessionOptions session, RequestHandler handler) {
        return new NamedSessions(ServiceName.check(service), resolver, options, session, handler);
    }

    /** The service that it stands for. */
    public String service() {
        return service;
    }

    /** How many instances can be asked at this moment. */
    public int size() {
        return members.picker().size();
    }

    @Override
    public @Nullable Session current() {
        retries.onRequest();
        return members.picker().pick();
    }

    /**
     * An open session as soon as there is one.
     *
     * <p><b>Errors:</b> {@link InteractionException} after {@link NamesOptions#timeout}: NOT_FOUND when nobody is registered,
     * {@link NameErrors#UNREACHABLE} when the name server, or all that are registered, could not be reached.
     */
    @Override
    public Mono<Session> connect() {
        return Mono.defer(() -> {
            Session open = members.picker().pick();
            return open != null
                    ? Mono.just(open)
                    : members.pickers()
                            .<Session>handle((picker, sink) -> {
                                Session found = picker.pick();
                                if (found != null) {
                                    sink.next(found);
                                }
                            })
                            .next()
                            .timeout(timeout)
                            .onErrorResume(TimeoutException.class, late -> whyNone());
        });
    }

    @Override
    public boolean mayRetry(int attempts) {
        return retries.tryTake(attempts);
    }

    /** Lets what is in flight end within the given time, and connects no more. */
    public Mono<Void> close(Duration grace) {
        return Mono.defer(() -> {
            watch.dispose();
            return isClosed.getAndSet(true) ? Mono.empty() : members.close(grace);
        });
    }

    /** The name server's reason when it has one, else what became of each instance. */
    private Mono<Session> whyNone() {
        return resolver.resolve(service, ASK_AGAIN)
                .flatMap(known -> Mono.error(
                        NameFailures.noInstance(service, timeout, members.descriptions(), members.lastFailure())));
    }
}
