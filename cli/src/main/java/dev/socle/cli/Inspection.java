package dev.socle.cli;

import dev.socle.messaging.service.Inspector;
import dev.socle.messaging.service.ServerDescription;
import java.util.Objects;

/**
 * What the other side says of itself.
 *
 * @param description in its own words
 */
record Inspection(ServerDescription description) {

    static final String ROUTE = "socle.inspect";

    /** Asks the other side. */
    static Inspection of(Remote remote) {
        try {
            return new Inspection(Objects.requireNonNull(
                    remote.service(Inspector.class).inspect().block(), "an inspection without an answer"));
        } catch (RuntimeException e) {
            throw remote.failed(ROUTE, e);
        }
    }

    /** Whether a route takes bytes as they are. */
    boolean takesBytes(String route) {
        return description.services().stream()
                .flatMap(service -> service.routes().stream())
                .filter(each -> each.route().equals(route))
                .anyMatch(each -> each.parameters().size() == 1
                        && each.parameters().get(0).type().equals("bytes"));
    }
}
