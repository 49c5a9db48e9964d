package dev.socle.messaging.frame.raw;

/**
 * Received bytes break their framing or its limit: the one error of this package for what the other side sends. Like a
 * {@link dev.socle.messaging.frame.MalformedFrameException}, it has no stack trace.
 */
public final class MalformedBytesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong, for programs. */
    public enum Reason {
        /** A message is longer than allowed. */
        TOO_LONG,
        /** The stream ended within a message. */
        TRUNCATED
    }

    private final Reason reason;

    MalformedBytesException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** What is wrong, for programs. */
    public Reason reason() {
        return reason;
    }
}
