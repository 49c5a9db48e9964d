package dev.socle.examples.ladder.name;

import dev.socle.examples.ladder.service.WelcomeGreeter;
import dev.socle.examples.ladder.service.WelcomeServer;
import dev.socle.examples.ladder.step.Greeter;
import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.examples.ladder.step.Step;
import dev.socle.messaging.service.ServiceProxy;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.names.Endpoint;
import dev.socle.names.Names;
import dev.socle.names.server.NameServer;
import dev.socle.names.server.NameServerOptions;
import dev.socle.transport.Address;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Step 10. */
public final class NameStep implements Step {

    private static final Address NAME = Address.parse("name://welcome");
    private static final Duration LEASE = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "name";
    }

    @Override
    public String title() {
        return "by name, on the instances that live";
    }

    @Override
    public GreetingServer serve(Address at) {
        return WelcomeServer.listen(at);
    }

    @Override
    public Greeter connect(Address server) {
        return connect(List.of(server));
    }

    @Override
    public void show(PrintStream out) throws Exception {
        GreetingServer one = serve(anywhere());
        GreetingServer two = serve(anywhere());
        try (Greeter greeter = connect(List.of(one.address(), two.address()))) {
            int answers = greet(greeter, 100);
            one.close();
            answers += greet(greeter, 100);
            out.println(answers + " of 200 calls to " + NAME + " were answered; after the first 100, one of its two"
                    + " instances went away.");
        } finally {
            two.close();
        }
    }

    /** A name server and its registrations belong to other processes; here they are the client's, to have it all in one. */
    private static Greeter connect(List<Address> instances) {
        NameServer nameServer = Objects.requireNonNull(
                NameServer.start(NameServerOptions.defaults().withListen(Address.parse("tcp://127.0.0.1:0")))
                        .block());
        Names names = Names.at(nameServer.address());
        for (int i = 0; i < instances.size(); i++) {
            names.registry()
                    .register(Endpoint.of("welcome", "welcome-" + i, instances.get(i)), LEASE)
                    .block();
        }
        return new WelcomeGreeter(ServiceProxy.builder(names.source(NAME, SessionOptions.defaults())), () -> {
            names.close().block();
            nameServer.close(Duration.ZERO).block();
        });
    }

    private static int greet(Greeter greeter, int calls) throws Exception {
        int answers = 0;
        for (int i = 0; i < calls; i++) {
            if (greeter.greet("call " + i).equals("Hello, call " + i + "!")) {
                answers++;
            }
        }
        return answers;
    }
}
