package dev.socle.names;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A registration that a client keeps alive.
 *
 * <p><b>Threading:</b> the client's turn, but for what {@link Registration} promises.
 */
final class HeldRegistration implements Registration {

    final long ttlMillis;
    /** Whether it is being registered again at this moment. */
    boolean isRegistering;
    /** When the last sign of life was sent that the name server confirmed. */
    long confirmedNanos;

    private final Endpoint endpoint;
    private final Claims claims;
    private final Sinks.Many<State> states = Sinks.many().replay().latest();
    private volatile State state = State.ACTIVE;

    HeldRegistration(Endpoint accepted, long ttlMillis, long confirmedNanos, Claims claims) {
        this.endpoint = accepted;
        this.ttlMillis = ttlMillis;
        this.confirmedNanos = confirmedNanos;
        this.claims = claims;
        states.tryEmitNext(State.ACTIVE);
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public Flux<State> states() {
        return states.asFlux().onBackpressureLatest();
    }

    @Override
    public Mono<Void> close() {
        return claims.close(this);
    }

    NameProtocol.Holding holding() {
        return new NameProtocol.Holding(endpoint.service(), endpoint.instance(), endpoint.incarnation());
    }

    NameProtocol.Claim claim() {
        return new NameProtocol.Claim(endpoint.service(), NameProtocol.Instance.of(endpoint), ttlMillis);
    }

    void confirmed(long sentNanos) {
        confirmedNanos = sentNanos;
        become(State.ACTIVE);
    }

    /** The name server may have dropped it. */
    void lost() {
        become(State.LOST);
    }

    /** It is over: in order, or because it was refused for good. */
    void end(@Nullable Throwable refusal) {
        become(State.CLOSED);
        if (refusal == null) {
            states.tryEmitComplete();
        } else {
            states.tryEmitError(refusal);
        }
    }

    private void become(State next) {
        if (state != next && state != State.CLOSED) {
            state = next;
            states.tryEmitNext(next);
        }
    }

    @Override
    public String toString() {
        return endpoint.service() + "/" + endpoint.instance() + " at " + endpoint.address() + ", " + state;
    }
}
