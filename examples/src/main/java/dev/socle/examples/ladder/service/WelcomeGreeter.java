package dev.socle.examples.ladder.service;

import dev.socle.examples.ladder.step.Greeter;
import dev.socle.messaging.service.ServiceProxy;
import java.time.Duration;
import java.util.Objects;

/** Calls {@link Welcome} as if it were here; only that an answer may fail to come is not hidden. */
public final class WelcomeGreeter implements Greeter {

    private final Welcome welcome;
    private final Runnable close;

    /** A client of what the proxies are built on. */
    public WelcomeGreeter(ServiceProxy.Builder proxies, Runnable close) {
        this.welcome = proxies.deadline(Duration.ofSeconds(1)).build().of(Welcome.class);
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
