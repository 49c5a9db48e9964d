package dev.socle.names;

import java.time.Duration;
import reactor.core.publisher.Mono;

/** Writes names: an instance says where it is, for as long as it lives. */
public interface Registry {

    /** How long a claim outlives the last sign of life where nobody says: long enough for a pause, short enough for a death. */
    Duration TIME_TO_LIVE = Duration.ofSeconds(15);

    /** Registers with a time to live of 15 s. */
    default Mono<Registration> register(Endpoint endpoint) {
        return register(endpoint, TIME_TO_LIVE);
    }

    /**
     * Registers an instance and keeps it registered until the registration is closed; completes when the name server has it
     * as safe as that server promises.
     *
     * <p><b>Errors:</b> {@link dev.socle.messaging.session.InteractionException} when the name server refuses, with INVALID
     * or a code of {@link NameErrors}; {@link dev.socle.transport.ConnectionException} when it cannot be reached in time. Once
     * registered, an absence of the name server is no error.
     *
     * @param timeToLive how long the claim outlives the last sign of life; the name server allows 5 s to 300 s
     */
    Mono<Registration> register(Endpoint endpoint, Duration timeToLive);
}
