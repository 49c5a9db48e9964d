package dev.socle.messaging.session;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Starts interactions of any message type over any source of sessions: the face that services are built on.
 *
 * <p>The results are cold: nothing happens before the subscription, and each subscription is a stream of its own.
 * <p>An answer is passed to the subscriber in the call that decodes it, and none is queued. So a decoder may return the
 * {@link dev.socle.messaging.codec.MessageView} itself, for those who copy nothing: it is theirs until {@code onNext} returns,
 * and no operator that queues may stand in between.
 *
 * <p><b>Threading:</b> any thread; results are signalled on the connection's event loop.
 */
public final class Interactions {

    private Interactions() {}

    /** One message out, one or none back, before the deadline of the spec. */
    public static <Q, R> Mono<R> requestResponse(SessionSource source, InteractionSpec<Q, R> spec, Q request) {
        return new RequestMono<>(source, spec, request, false);
    }

    /** One message out; completes when it was handed to the connection. */
    public static <Q, R> Mono<R> fireAndForget(SessionSource source, InteractionSpec<Q, R> spec, Q request) {
        return new RequestMono<>(source, spec, request, true);
    }

    /** One message out, many back, as the subscriber asks for them. */
    public static <Q, R> Flux<R> requestStream(SessionSource source, InteractionSpec<Q, R> spec, Q request) {
        return new RequestFlux<>(source, spec, request, null);
    }

    /** Many messages each way. The other side is asked when the first message is there; none at all completes at once. */
    public static <Q, R> Flux<R> requestChannel(
            SessionSource source, InteractionSpec<Q, R> spec, Publisher<Q> requests) {
        return new RequestFlux<>(source, spec, null, requests);
    }
}
