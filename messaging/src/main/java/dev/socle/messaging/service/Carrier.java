package dev.socle.messaging.service;

import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.InteractionSpec;
import dev.socle.messaging.session.SessionSource;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What takes the interactions of proxies to the other side: a session, or something else that can.
 *
 * <p>The results are cold: nothing happens before the subscription, and each is an interaction of its own.
 * <p><b>Threading:</b> any thread.
 * <p><b>Ownership:</b> a request is given up through its encoder, whatever happens.
 */
public interface Carrier {

    /** One that carries everything, over the sessions of a source. */
    static Carrier of(SessionSource source) {
        return new SessionCarrier(source);
    }

    /**
     * What keeps it from carrying a method, in words to which {@code for method X.y} is added; null when nothing does.
     *
     * @param deadlineMillis of the method's calls, in milliseconds; 0 for none
     */
    default @Nullable String fault(ServiceMethod method, long deadlineMillis) {
        return null;
    }

    /** One message out, one or none back, before the deadline of the spec. */
    <Q, R> Mono<R> requestResponse(InteractionSpec<Q, R> spec, Q request);

    /** One message out; completes when it has left. */
    <Q, R> Mono<R> fireAndForget(InteractionSpec<Q, R> spec, Q request);

    /** One message out, many back. */
    default <Q, R> Flux<R> requestStream(InteractionSpec<Q, R> spec, Q request) {
        return Flux.defer(() -> {
            spec.encoder().release(request);
            return Flux.error(uncarried(spec));
        });
    }

    /** Many messages each way. */
    default <Q, R> Flux<R> requestChannel(InteractionSpec<Q, R> spec, Publisher<Q> requests) {
        return Flux.error(uncarried(spec));
    }

    private static InteractionException uncarried(InteractionSpec<?, ?> spec) {
        return InteractionException.of(
                ErrorCode.REJECTED, spec.name() + " has many messages, which is not carried here: nothing was sent");
    }
}
