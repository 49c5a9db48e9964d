package dev.socle.names;

import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads names: who offers a service now. */
public interface Resolver {

    /**
     * The first view of a service that has an instance in it.
     *
     * <p><b>Errors:</b> when there is none in time: {@link dev.socle.messaging.session.InteractionException} with NOT_FOUND
     * if the name server knows of no instance, {@link dev.socle.transport.ConnectionException} if it could not be asked.
     */
    Mono<Snapshot> resolve(String service, Duration within);

    /**
     * Whole views of a service: the newest known at once, then each newer one; a slow subscriber skips to the newest.
     * Never fails because the name server is away: what was known stays, marked {@link Freshness#STALE}. Ends only with the
     * resolver.
     *
     * <p>While nothing is known yet, nothing is signalled: an empty view always is what the name server said.
     */
    Flux<Snapshot> watch(String service);

    /** All services that have instances. */
    Flux<ServiceSummary> services();
}
