package dev.socle.examples.ladder.selector;

import dev.socle.examples.ladder.blocking.BlockingGreeter;
import dev.socle.examples.ladder.step.Greeter;
import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.examples.ladder.step.Step;
import dev.socle.transport.Address;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Step 4: another server for the clients of step 1. */
public final class SelectorStep implements Step {

    private static final int CLIENTS = 100;

    @Override
    public String name() {
        return "selector";
    }

    @Override
    public String title() {
        return "one thread for many connections";
    }

    @Override
    public GreetingServer serve(Address at) throws IOException {
        return new SelectorServer(at);
    }

    @Override
    public Greeter connect(Address server) throws IOException {
        return new BlockingGreeter(server);
    }

    @Override
    public void show(PrintStream out) throws Exception {
        List<Greeter> clients = new ArrayList<>();
        try (GreetingServer server = serve(anywhere())) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(connect(server.address()));
            }
            for (int i = CLIENTS - 1; i >= 0; i--) { // the last one first: nobody waits for who came before
                clients.get(i).greet("client " + i);
            }
            out.println(CLIENTS + " clients are connected at once, and one thread has answered them all.");
        } finally {
            clients.forEach(Greeter::close);
        }
    }
}
