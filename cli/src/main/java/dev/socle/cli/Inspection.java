package dev.socle.cli;

import dev.socle.messaging.service.Inspector;
import dev.socle.messaging.service.ServerDescription;
import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
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
            throw remote.isDatagrams() && e instanceof InteractionException failed
                    ? unfit(remote, failed)
                    : remote.failed(ROUTE, e);
        }
    }

    /** The description of more than a few routes fits no datagram, and is answered by an error instead. */
    private static RuntimeException unfit(Remote remote, InteractionException failure) {
        CommandFailure said = ErrorReport.failed(ROUTE, remote.target(), failure);
        return failure.code() != ErrorCode.APPLICATION_ERROR
                ? said
                : new CommandFailure(
                        said.exitCode(),
                        "what " + remote.target()
                                + " offers cannot be told in a datagram: inspect an address of the same"
                                + " server that has connections, such as tcp://127.0.0.1:7000 (" + said.getMessage()
                                + ")",
                        failure);
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
