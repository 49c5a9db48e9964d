package dev.socle.examples.ladder.datagram;

import dev.socle.examples.ladder.step.Greeter;
import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.examples.ladder.step.Step;
import dev.socle.transport.Address;
import java.io.IOException;

/** Step 3. */
public final class DatagramStep implements Step {

    @Override
    public String name() {
        return "datagram";
    }

    @Override
    public String title() {
        return "a datagram each way";
    }

    @Override
    public Address anywhere() {
        return Address.parse("udp://127.0.0.1:0");
    }

    @Override
    public GreetingServer serve(Address at) throws IOException {
        return new DatagramServer(at);
    }

    @Override
    public Greeter connect(Address server) throws IOException {
        return new DatagramGreeter(server);
    }
}
