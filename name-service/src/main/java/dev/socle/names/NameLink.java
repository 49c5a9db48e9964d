package dev.socle.names;

import dev.socle.messaging.service.ServiceProxy;
import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.SessionClient;
import dev.socle.transport.Address;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The way to a name server: one session, kept connected, and the protocol over it. */
final class NameLink {

    private final SessionClient client;
    private final NameProtocol protocol;

    NameLink(Address server, NamesOptions options) {
        AllowedSchemes.checkTransport(server);
        client = SessionClient.of(server, options.session(), RequestHandler.rejecting());
        protocol =
                ServiceProxy.builder(client).deadline(options.timeout()).build().of(NameProtocol.class);
    }

    /** Connects, and calls back at each change of {@link #isUp}. */
    void open(Runnable changed) {
        client.keepConnected(changed);
    }

    NameProtocol protocol() {
        return protocol;
    }

    Address address() {
        return client.address();
    }

    /** Whether questions reach the name server at this moment, as far as is known. */
    boolean isUp() {
        return client.current() != null;
    }

    @Nullable
    Throwable lastFailure() {
        return client.lastFailure();
    }

    Mono<Void> close() {
        return client.close(Duration.ofSeconds(1));
    }
}
