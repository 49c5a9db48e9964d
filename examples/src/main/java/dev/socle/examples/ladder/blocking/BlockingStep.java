package dev.socle.examples.ladder.blocking;

import dev.socle.examples.ladder.step.Greeter;
import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.examples.ladder.step.Step;
import dev.socle.transport.Address;
import java.io.IOException;

/** Step 1. Its addresses may also be {@code unix:///path}: another family, and the same calls. */
public final class BlockingStep implements Step {

    @Override
    public String name() {
        return "blocking";
    }

    @Override
    public String title() {
        return "a connection, by calls that block";
    }

    @Override
    public GreetingServer serve(Address at) throws IOException {
        return new BlockingServer(at);
    }

    @Override
    public Greeter connect(Address server) throws IOException {
        return new BlockingGreeter(server);
    }
}
