package dev.socle.messaging.service;

import reactor.core.publisher.Mono;

/** What every {@link ServiceRouter} answers beside its own services, at the route {@code socle.inspect}. */
@Service("socle")
public interface Inspector {

    /** Describes what can be asked for, and how much of it. */
    @Idempotent
    Mono<ServerDescription> inspect();
}
