package dev.socle.messaging.service;

import dev.socle.messaging.session.InteractionSpec;
import dev.socle.messaging.session.Interactions;
import dev.socle.messaging.session.SessionSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Carries everything, over the sessions of a source. */
record SessionCarrier(SessionSource source) implements Carrier {

    @Override
    public <Q, R> Mono<R> requestResponse(InteractionSpec<Q, R> spec, Q request) {
        return Interactions.requestResponse(source, spec, request);
    }

    @Override
    public <Q, R> Mono<R> fireAndForget(InteractionSpec<Q, R> spec, Q request) {
        return Interactions.fireAndForget(source, spec, request);
    }

    @Override
    public <Q, R> Flux<R> requestStream(InteractionSpec<Q, R> spec, Q request) {
        return Interactions.requestStream(source, spec, request);
    }

    @Override
    public <Q, R> Flux<R> requestChannel(InteractionSpec<Q, R> spec, Publisher<Q> requests) {
        return Interactions.requestChannel(source, spec, requests);
    }
}
