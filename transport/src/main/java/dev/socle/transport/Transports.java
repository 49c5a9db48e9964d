package dev.socle.transport;

import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The transports that exist here, each made when an address first asks for it and kept: looking through the class path
 * again took a twentieth of the time of opening a connection.
 *
 * <p><b>Threading:</b> any thread.
 */
final class Transports {

    private static final ServiceLoader<Transport> FOUND =
            ServiceLoader.load(Transport.class, Transport.class.getClassLoader());

    private Transports() {}

    static synchronized SortedSet<String> schemes() {
        TreeSet<String> schemes = new TreeSet<>();
        FOUND.forEach(transport -> schemes.add(transport.scheme()));
        return schemes;
    }

    static synchronized Transport of(Address address) {
        for (Transport transport : FOUND) {
            if (transport.scheme().equals(address.scheme())) {
                return transport;
            }
        }
        throw new IllegalArgumentException("address: " + address + " has no transport for \"" + address.scheme()
                + "\" (expected one of: " + schemes() + ")");
    }
}
