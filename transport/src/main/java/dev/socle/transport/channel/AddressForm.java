package dev.socle.transport.channel;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * How the addresses of a transport look that has hosts and ports.
 *
 * @param scheme the scheme
 * @param hasPath whether a path may follow, and a query
 */
public record AddressForm(String scheme, boolean hasPath) {

    /** Addresses without a path. */
    public static AddressForm hostAndPort(String scheme) {
        return new AddressForm(scheme, false);
    }

    /**
     * Checks that something can be connected to at an address.
     *
     * <p><b>Errors:</b> {@link ConnectionException} with reason {@code ADDRESS_UNUSABLE} that says what is wrong.
     */
    public void checkTarget(Address address) {
        check(address, 1, "Cannot connect to ");
    }

    /** The same for an address to listen at, where the system may choose the port. */
    public void checkListener(Address address) {
        check(address, 0, "Cannot listen at ");
    }

    private void check(Address address, int lowestPort, String cannot) {
        String fault = fault(address, lowestPort);
        if (fault != null) {
            throw Failures.unusable(cannot + address + ": " + fault, null);
        }
    }

    /** What is wrong with an address, and what to do; null when nothing is. */
    private @Nullable String fault(Address address, int lowestPort) {
        String write = "; write " + this;
        if (!address.scheme().equals(scheme)) {
            return "its scheme is not " + scheme + "; find the transport with Transport.of";
        }
        if (address.host().isEmpty()) {
            return "it has no host" + write;
        }
        if (address.port() < lowestPort) {
            return (address.port() < 0 ? "it has no port" : "nobody listens at port 0") + write;
        }
        if (!hasPath && !(address.path().isEmpty() && address.query().isEmpty())) {
            return scheme + " knows no path and no query" + write;
        }
        return null;
    }

    @Override
    public String toString() {
        return scheme + "://host:port" + (hasPath ? "/path" : "");
    }
}
