package dev.socle.names;

import dev.socle.messaging.session.SessionClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One instance that {@link Members} is connected to, or tries to be.
 *
 * <p><b>Threading:</b> the members' turn, but for {@link #toString}.
 */
final class Member {

    private final SessionClient client;
    private volatile Endpoint endpoint;

    Member(Endpoint endpoint, SessionClient client) {
        this.endpoint = endpoint;
        this.client = client;
    }

    void connect(Runnable changed) {
        client.keepConnected(changed);
    }

    /** Whether an instance is the one that this is connected to: the same life of it, at the same address. */
    boolean isOf(Endpoint other) {
        return endpoint.incarnation() == other.incarnation()
                && endpoint.address().equals(other.address());
    }

    /** Its tags or its weight may be others now. */
    void update(Endpoint newer) {
        endpoint = newer;
    }

    boolean isConnected() {
        return client.current() != null;
    }

    Picker.Choice choice() {
        return new Picker.Choice(client, endpoint.weight());
    }

    /** Lets what is in flight end, and connects no more. */
    Mono<Void> drain(Duration grace) {
        return client.close(grace);
    }

    @Nullable
    Throwable lastFailure() {
        return client.lastFailure();
    }

    @Override
    public String toString() {
        Throwable failure = client.lastFailure();
        String state = isConnected()
                ? "connected"
                : failure == null ? "not connected yet" : String.valueOf(failure.getMessage());
        return endpoint.instance() + " at " + endpoint.address() + ": " + state;
    }
}
