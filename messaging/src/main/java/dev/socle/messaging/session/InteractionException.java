package dev.socle.messaging.session;

import org.jspecify.annotations.Nullable;

/**
 * One stream failed; the others on its connection live on.
 *
 * <p>A handler that throws one chooses the code and the text that the requester sees. A requester that receives one
 * finds in it what the other side said. Programs decide by {@link #code} and {@link #outcome}, never by the text.
 * An error that came over the wire carries no stack trace, for this side's stack says nothing about it.
 */
public final class InteractionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final Outcome outcome;

    /** A failure that happened here, with its cause and stack. */
    public InteractionException(int code, Outcome outcome, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.outcome = outcome;
    }

    private InteractionException(int code, Outcome outcome, String message) {
        super(message, null, false, false);
        this.code = code;
        this.outcome = outcome;
    }

    /** What a handler throws to answer with an error of its own; the code is a stream code or an application code. */
    public static InteractionException of(int code, String message) {
        if (!ErrorCode.isStreamCode(code)) {
            throw new IllegalArgumentException("error code: " + ErrorCode.name(code)
                    + " (expected: 0x201 to 0x204, or an application code from 0x301)");
        }
        return new InteractionException(code, outcomeOf(code), message);
    }

    /** A failure without a stack: one that the other side reported, or that needs none to be understood. */
    static InteractionException light(int code, Outcome outcome, String message) {
        return new InteractionException(code, outcome, message);
    }

    /** The code of the ERROR frame. */
    public int code() {
        return code;
    }

    /** What is known about the request. */
    public Outcome outcome() {
        return outcome;
    }

    /** Whether the other side may have worked on the request; false is a promise that it did not. */
    public boolean mayHaveBeenProcessed() {
        return outcome != Outcome.NOT_EXECUTED;
    }

    /** What a received code promises about the request. */
    static Outcome outcomeOf(int code) {
        return switch (code) {
            case ErrorCode.REJECTED, ErrorCode.NOT_FOUND -> Outcome.NOT_EXECUTED;
            case ErrorCode.CANCELED, ErrorCode.INVALID, ErrorCode.DEADLINE_EXCEEDED -> Outcome.UNKNOWN;
            default -> ErrorCode.isStreamCode(code) ? Outcome.EXECUTED_FAILED : Outcome.UNKNOWN;
        };
    }
}
