package dev.socle.examples.ladder.address;

import dev.socle.examples.ladder.service.ServiceStep;
import dev.socle.examples.ladder.service.WelcomeServer;
import dev.socle.examples.ladder.step.Greeter;
import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.examples.ladder.step.Step;
import dev.socle.transport.Address;
import java.util.concurrent.atomic.AtomicInteger;

/** Step 11: the service of step 9, at another address. That is all the code there is to it. */
public final class AddressStep implements Step {

    private static final AtomicInteger SERVERS = new AtomicInteger();

    private final String scheme;

    /** The step over one transport. */
    public AddressStep(String scheme) {
        this.scheme = scheme;
    }

    @Override
    public String name() {
        return "address";
    }

    @Override
    public String title() {
        return "the same over " + scheme;
    }

    @Override
    public Address anywhere() {
        String file = System.getProperty("java.io.tmpdir") + "/socle-ladder-"
                + ProcessHandle.current().pid() + "-" + SERVERS.incrementAndGet();
        return Address.parse(scheme.equals("unix") ? "unix://" + file : scheme + "://127.0.0.1:0");
    }

    @Override
    public GreetingServer serve(Address at) {
        return WelcomeServer.listen(at);
    }

    @Override
    public Greeter connect(Address server) {
        return new ServiceStep().connect(server);
    }
}
