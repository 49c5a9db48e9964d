package dev.socle.examples.ladder.service;

import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.messaging.service.ServiceRouter;
import dev.socle.messaging.session.SessionAcceptor;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.messaging.session.SessionServer;
import dev.socle.transport.Address;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** Serves {@link Welcome} at one address. */
public final class WelcomeServer {

    private WelcomeServer() {}

    /** Listens, with the defaults. */
    public static GreetingServer listen(Address at) {
        SessionServer server =
                Objects.requireNonNull(SessionServer.listen(at, SessionOptions.defaults(), SessionAcceptor.of(router()))
                        .block());
        return GreetingServer.of(
                server.address(), () -> server.close(Duration.ZERO).block());
    }

    /** The service, ready to be served. */
    public static ServiceRouter router() {
        Welcome polite = who -> Mono.just(new Welcome.Greeting("Hello, " + who.name() + "!"));
        return ServiceRouter.builder().add(Welcome.class, polite).build();
    }
}
