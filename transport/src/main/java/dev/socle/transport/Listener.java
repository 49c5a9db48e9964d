package dev.socle.transport;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A bound transport. It accepts connections until it is closed; connections that it accepted live on. */
public interface Listener extends LiveSocket {

    /** Where it listens, with the port that the system chose when 0 was asked for. */
    Address address();

    /** How many connections it has closed at once because {@link ConnectionOptions} do not admit them. */
    long refused();

    /** Why it last closed a connection at once; null when it has not. */
    @Nullable
    ConnectionException lastRefusal();

    /** Stops accepting; completes when the address is free again. May be called from any thread, and twice. */
    Mono<Void> close();
}
