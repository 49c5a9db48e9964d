package dev.socle.messaging.codec;

import org.jspecify.annotations.Nullable;

/**
 * A message cannot be read or written. Its text names what, where, the limit and the actual, never the content.
 *
 * <p>Programs decide by {@link #reason()}. Faults of received bytes carry no stack: whoever sends them should not make
 * this side pay for it, and the stack says nothing about them.
 */
public final class CodecException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of fault it is. */
    public enum Reason {
        /** The bytes are not what their format asks for. */
        MALFORMED,
        /** A {@linkplain CodecLimits limit} is exceeded. */
        LIMIT,
        /** The format is kept, but the value does not fit its type. */
        MISMATCH,
        /** No codec speaks the MIME type. */
        UNSUPPORTED_FORMAT,
        /** A type cannot be part of a contract. */
        CONTRACT
    }

    private final Reason reason;

    /** A fault with its text. */
    public CodecException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** A fault that something else caused on this side. */
    public CodecException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause, false, cause != null || reason == Reason.CONTRACT);
        this.reason = reason;
    }

    /** What kind of fault it is. */
    public Reason reason() {
        return reason;
    }

    static CodecException malformed(String message) {
        return new CodecException(Reason.MALFORMED, message);
    }

    static CodecException exceeds(String whatAndActual, String limit, long max) {
        return new CodecException(Reason.LIMIT, whatAndActual + " exceeds " + limit + " " + max);
    }
}
