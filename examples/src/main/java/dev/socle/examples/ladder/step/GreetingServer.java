package dev.socle.examples.ladder.step;

import dev.socle.transport.Address;

/** A step's server while it listens. */
public interface GreetingServer extends AutoCloseable {

    /** Where, with the port that the system chose. */
    Address address();

    @Override
    void close();

    /** A server that is closed by an action. */
    static GreetingServer of(Address address, Runnable close) {
        return new GreetingServer() {
            @Override
            public Address address() {
                return address;
            }

            @Override
            public void close() {
                close.run();
            }
        };
    }
}
