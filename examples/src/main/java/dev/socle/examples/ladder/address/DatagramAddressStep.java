package dev.socle.examples.ladder.address;

import dev.socle.examples.ladder.service.WelcomeGreeter;
import dev.socle.examples.ladder.service.WelcomeServer;
import dev.socle.examples.ladder.step.Greeter;
import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.examples.ladder.step.Step;
import dev.socle.messaging.datagram.DatagramClient;
import dev.socle.messaging.datagram.DatagramServer;
import dev.socle.messaging.datagram.DatagramServiceOptions;
import dev.socle.messaging.service.ServiceProxy;
import dev.socle.transport.Address;
import java.util.Objects;

/** Step 11 without a connection: the same interface, since its one method has one message out and one back. */
public final class DatagramAddressStep implements Step {

    @Override
    public String name() {
        return "address";
    }

    @Override
    public String title() {
        return "the same over udp";
    }

    @Override
    public Address anywhere() {
        return Address.parse("udp://127.0.0.1:0");
    }

    @Override
    public GreetingServer serve(Address at) {
        DatagramServer server = Objects.requireNonNull(
                DatagramServer.listen(at, DatagramServiceOptions.defaults(), WelcomeServer.router())
                        .block());
        return GreetingServer.of(server.address(), server::close);
    }

    @Override
    public Greeter connect(Address server) {
        DatagramClient client = Objects.requireNonNull(DatagramClient.connect(server, DatagramServiceOptions.defaults())
                .block());
        return new WelcomeGreeter(ServiceProxy.builder(client), client::close);
    }
}
