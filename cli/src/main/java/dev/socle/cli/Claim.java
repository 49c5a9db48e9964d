package dev.socle.cli;

import dev.socle.names.Endpoint;
import dev.socle.names.Names;
import dev.socle.names.Registration;
import dev.socle.transport.Address;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Registers instances for a command, and tells it when one is not registered any more. */
final class Claim {

    static final Duration TTL = Duration.ofSeconds(15);

    /** How long an instance's id may be. */
    private static final int ID_LENGTH_MAX = 63;

    /** Hosts that stand for all addresses of a machine. */
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");

    private Claim() {}

    /** The instance at an address; its id follows from the address, so it is the same after a restart. */
    static Endpoint endpoint(String service, Address address, Map<String, String> tags) {
        if (EVERYWHERE.contains(address.host())) {
            throw CommandFailure.usage(address + " cannot be registered: it says where this machine listens, not where"
                    + " others reach it; name one of its addresses");
        }
        try {
            return Endpoint.of(service, id(address), address).withTags(tags);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }

    /** Host and port, or the path of a socket that is a file: of a long one the end, and a hash of the whole. */
    private static String id(Address address) {
        String place = address.host().isEmpty() ? address.scheme() + address.path() : address.host();
        String id = place.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[^A-Za-z0-9]+", "")
                + (address.port() > 0 ? "-" + address.port() : "");
        if (id.length() <= ID_LENGTH_MAX) {
            return id;
        }
        String hash = Integer.toHexString(address.toString().hashCode());
        return hash + "-" + id.substring(id.length() - (ID_LENGTH_MAX - hash.length() - 1));
    }

    /** Registers an instance, for as long as the names are open. */
    static Registration hold(Names names, Endpoint endpoint, Duration ttl, Console console) {
        Registration held = names.registry().register(endpoint, ttl).block();
        if (held == null) {
            throw new IllegalStateException("a registration without an answer");
        }
        held.states()
                .subscribe(
                        state -> {},
                        refused -> console.err()
                                .say("socle: " + endpoint.instance() + " is no longer registered as \""
                                        + endpoint.service() + "\": "
                                        + ErrorReport.of(refused).text()));
        return held;
    }
}
