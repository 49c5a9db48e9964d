package dev.socle.messaging.session;

/** What a failure says about the request: whether somebody may have worked on it. */
public enum Outcome {
    /** Certainly not processed: it never left, or the other side promised not to have touched it. Safe to send again. */
    NOT_EXECUTED,
    /** Processed, and failed there. */
    EXECUTED_FAILED,
    /** Nobody on this side can know: the answer was lost or late. */
    UNKNOWN
}
