package dev.socle.examples.ladder.lines;

import dev.socle.examples.ladder.step.Greeter;
import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.examples.ladder.step.Step;
import dev.socle.transport.Address;
import java.io.IOException;

/** Step 2. */
public final class LineStep implements Step {

    @Override
    public String name() {
        return "lines";
    }

    @Override
    public String title() {
        return "lines of text, a thread for each client";
    }

    @Override
    public GreetingServer serve(Address at) throws IOException {
        return new LineServer(at);
    }

    @Override
    public Greeter connect(Address server) throws IOException {
        return new LineGreeter(server);
    }
}
