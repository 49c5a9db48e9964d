package dev.socle.examples.ladder.service;

import dev.socle.examples.ladder.step.Greeter;
import dev.socle.messaging.service.ServiceProxy;
import dev.socle.messaging.session.SessionSource;
import java.time.Duration;
import java.util.Objects;

/** Calls {@link Welcome} as if it were here; only that an answer may fail to come is not hidden. */
public final class WelcomeGreeter implements Greeter {

    private final Welcome welcome;
    private final Runnable close;

    /** A client of whatever session the source gives for each call. */
    public WelcomeGreeter(SessionSource source, Runnable close) {
        this.welcome = ServiceProxy.builder(source)
                .deadline(Duration.ofSeconds(1))
                .build()
                .of(Welcome.class);
        this.close = close;
    }

    @Override
    public String greet(String name) {
        return Objects.requireNonNull(welcome.greet(new Welcome.Person(name)).block())
                .text();
    }

    @Override
    public void close() {
        close.run();
    }
}
