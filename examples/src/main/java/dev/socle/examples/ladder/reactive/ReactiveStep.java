package dev.socle.examples.ladder.reactive;

import dev.socle.examples.ladder.step.Greeter;
import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.examples.ladder.step.Step;
import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import dev.socle.transport.Transport;
import java.util.Objects;

/** Step 5. */
public final class ReactiveStep implements Step {

    @Override
    public String name() {
        return "reactive";
    }

    @Override
    public String title() {
        return "the bytes as a Flux, pulled by demand";
    }

    @Override
    public GreetingServer serve(Address at) {
        Listener listener = Objects.requireNonNull(Transport.of(at)
                .listen(at, ConnectionOptions.defaults(), ReactiveStep::serve)
                .block());
        return GreetingServer.of(listener.address(), () -> listener.close().block());
    }

    private static void serve(Connection connection) {
        MessageFlux.of(connection)
                .subscribe(name -> MessageFlux.send(connection, "Hello, " + name + "!"), failure -> connection.close());
    }

    @Override
    public Greeter connect(Address server) {
        return new ReactiveGreeter(server);
    }
}
