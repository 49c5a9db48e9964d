package dev.socle.names.server;

import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import dev.socle.names.Endpoint;
import dev.socle.names.NameErrors;

/** What the registry says when it says no: what, where, why, what to do. */
final class Refusals {

    private Refusals() {}

    static InteractionException invalid(String text) {
        return InteractionException.of(ErrorCode.INVALID, text);
    }

    static InteractionException conflict(Endpoint asked, Endpoint holder) {
        return InteractionException.of(
                NameErrors.CONFLICT,
                "Instance " + asked.instance() + " of " + asked.service() + " is held by incarnation "
                        + holder.incarnation()
                        + " at " + holder.address() + ", incarnation " + asked.incarnation()
                        + " comes too late: give each process an instance id of its own");
    }

    static InteractionException registrations(int max) {
        return InteractionException.of(
                NameErrors.LIMIT, "The name server holds " + max + " registrations, registrationsMax: deregister some");
    }

    static InteractionException instances(int max) {
        return InteractionException.of(
                NameErrors.LIMIT,
                "This connection holds " + max + " registrations, instancesPerConnectionMax: use one more connection");
    }

    static InteractionException watches(int max) {
        return InteractionException.of(
                NameErrors.LIMIT,
                "This connection has " + max + " watches open, watchesPerConnectionMax: share one watch of a service");
    }

    static InteractionException snapshot(Endpoint asked, int max) {
        return InteractionException.of(
                NameErrors.LIMIT,
                "Service " + asked.service() + " would not fit into one snapshot of " + max
                        + " bytes, snapshotBytesMax: use fewer tags, or several services");
    }

    static InteractionException crowded(LeaseKey key) {
        return InteractionException.of(
                NameErrors.LIMIT,
                "Instance " + key.instance() + " of " + key.service() + " has " + Gates.WAITING_MAX
                        + " changes waiting: change it less often");
    }

    static InteractionException notWritten(StoreException why) {
        return InteractionException.of(NameErrors.UNAVAILABLE, "The name server cannot write: " + why.getMessage());
    }
}
