package dev.socle.messaging.oncrpc;

import org.jspecify.annotations.Nullable;

/**
 * A call was not answered with a result. That its connection is gone is a {@link dev.socle.transport.ConnectionException}
 * instead.
 *
 * <p>Programs decide by {@link #status}. It has no stack trace, for it speaks of the other side.
 */
public final class OncRpcException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What happened to a call. */
    public enum Status {
        /** The other side does not have the program. */
        PROG_UNAVAIL(false),
        /** It has other versions of the program. */
        PROG_MISMATCH(false),
        /** The program does not have the procedure. */
        PROC_UNAVAIL(false),
        /** It could not read the arguments. */
        GARBAGE_ARGS(false),
        /** It failed, for a reason that it keeps for itself. */
        SYSTEM_ERR(true),
        /** It speaks another version of ONC RPC than 2. */
        RPC_MISMATCH(false),
        /** It does not let this caller; {@link OncRpcException#authStatus} says why. */
        AUTH_ERROR(false),
        /** No reply came in time. */
        TIMED_OUT(true),
        /** What it sent is no message of ONC RPC, or not a result of the procedure. */
        MALFORMED(true),
        /** A limit of this side was reached, and nothing was sent. */
        LIMIT(false),
        /** The arguments do not fit the procedure, and nothing was sent. */
        UNSENDABLE(false);

        private final boolean mayHaveBeenProcessed;

        Status(boolean mayHaveBeenProcessed) {
            this.mayHaveBeenProcessed = mayHaveBeenProcessed;
        }
    }

    private final Status status;
    private final @Nullable AuthStatus authStatus;

    OncRpcException(Status status, String message) {
        this(status, null, message, null);
    }

    OncRpcException(Status status, @Nullable AuthStatus authStatus, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.status = status;
        this.authStatus = authStatus;
    }

    /** What happened, for programs. */
    public Status status() {
        return status;
    }

    /** Why the other side does not let this caller; null unless the status is AUTH_ERROR. */
    public @Nullable AuthStatus authStatus() {
        return authStatus;
    }

    /** Whether the other side may have worked on the call; false is a promise that it did not. */
    public boolean mayHaveBeenProcessed() {
        return status.mayHaveBeenProcessed;
    }

    static OncRpcException malformed(String message) {
        return new OncRpcException(Status.MALFORMED, message);
    }
}
