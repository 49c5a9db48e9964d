package dev.socle.names;

import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.Outcome;
import dev.socle.transport.Address;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What callers are told when a name cannot be used. Nothing was sent to the service in any of these cases. */
final class NameFailures {

    private NameFailures() {}

    static InteractionException notFound(String service, Address server) {
        return InteractionException.of(
                ErrorCode.NOT_FOUND,
                "No instance of service \"" + service + "\" is registered at the name server " + server
                        + ": see whether it runs and registers under this name");
    }

    static InteractionException unreachable(String what, Address server, Duration waited, @Nullable Throwable why) {
        return new InteractionException(
                NameErrors.UNREACHABLE,
                Outcome.NOT_EXECUTED,
                "Name server " + server + " was not reached within " + waited.toMillis() + " ms, " + what
                        + (why == null ? "" : ", " + why.getMessage()) + ": see whether it runs there",
                why);
    }

    static InteractionException noInstance(
            String service, Duration waited, List<String> instances, @Nullable Throwable why) {
        return new InteractionException(
                NameErrors.UNREACHABLE,
                Outcome.NOT_EXECUTED,
                "No instance of service \"" + service + "\" was reached within " + waited.toMillis() + " ms ("
                        + String.join("; ", instances) + "): see whether these addresses are right and answer",
                why);
    }

    static InteractionException replaced(Endpoint endpoint, Address server) {
        return InteractionException.of(
                NameErrors.CONFLICT,
                "Instance " + endpoint.instance() + " of " + endpoint.service() + " at " + endpoint.address()
                        + " was replaced at the name server " + server
                        + " by a later incarnation: give each process an instance id of its own");
    }

    static InteractionException tooManyWatches(int max) {
        return new InteractionException(
                NameErrors.LIMIT,
                Outcome.NOT_EXECUTED,
                "This client watches " + max + " services, watchesMax: let go of some, or allow more",
                null);
    }

    static InteractionException closed(Address server) {
        return new InteractionException(
                ErrorCode.REJECTED,
                Outcome.NOT_EXECUTED,
                "The client of the name server " + server + " is closed: make a new one",
                null);
    }
}
