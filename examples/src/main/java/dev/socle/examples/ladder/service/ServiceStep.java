package dev.socle.examples.ladder.service;

import dev.socle.examples.ladder.step.Greeter;
import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.examples.ladder.step.Step;
import dev.socle.messaging.service.ServiceProxy;
import dev.socle.messaging.session.SessionClient;
import dev.socle.transport.Address;
import java.time.Duration;

/** Step 9. */
public final class ServiceStep implements Step {

    @Override
    public String name() {
        return "service";
    }

    @Override
    public String title() {
        return "a Java interface, typed on both sides";
    }

    @Override
    public GreetingServer serve(Address at) {
        return WelcomeServer.listen(at);
    }

    @Override
    public Greeter connect(Address server) {
        SessionClient client = SessionClient.of(server);
        return new WelcomeGreeter(
                ServiceProxy.builder(client), () -> client.close(Duration.ZERO).block());
    }
}
