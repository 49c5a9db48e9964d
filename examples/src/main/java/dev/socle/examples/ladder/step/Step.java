package dev.socle.examples.ladder.step;

import dev.socle.transport.Address;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** One step of the ladder: the two sides of one exchange. */
public interface Step {

    /** The package of the step and the end of its page's name. */
    String name();

    /** What is new, in a few words. */
    String title();

    /** Why it cannot run on this machine; null where it can. */
    default @Nullable String whyNot() {
        return null;
    }

    /** Where its server listens unless told otherwise; the system chooses the port. */
    default Address anywhere() {
        return Address.parse("tcp://127.0.0.1:0");
    }

    /** Listens, and greets whoever comes until it is closed. */
    GreetingServer serve(Address at) throws Exception;

    /** Connects to a server of this step. */
    Greeter connect(Address server) throws Exception;

    /** Shows what the one exchange cannot, where there is something to show. */
    default void show(PrintStream out) throws Exception {}
}
