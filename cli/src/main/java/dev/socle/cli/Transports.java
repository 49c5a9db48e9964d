package dev.socle.cli;

import dev.socle.transport.Address;
import dev.socle.transport.Transport;

/** Refuses addresses that nothing here can listen at or connect to. */
final class Transports {

    private Transports() {}

    /** The address, when there is a transport for it. */
    static Address require(Address address) {
        try {
            Transport.of(address);
            return address;
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }
}
