package dev.socle.cli;

import dev.socle.transport.Address;
import java.util.Map;

/** Where the name server is when nobody says. */
final class NameServerAddress {

    static final String VARIABLE = "SOCLE_NAMES";
    static final Address DEFAULT = Address.of("tcp", "127.0.0.1", 7111);

    private NameServerAddress() {}

    static Address of(Map<String, String> env) {
        String set = env.getOrDefault(VARIABLE, "");
        if (set.isEmpty()) {
            return DEFAULT;
        }
        try {
            return Address.parse(set);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("environment variable " + VARIABLE + ": " + e.getMessage());
        }
    }

    /** Who says so. */
    static String origin(Map<String, String> env) {
        return env.getOrDefault(VARIABLE, "").isEmpty() ? "the default" : "$" + VARIABLE;
    }
}
