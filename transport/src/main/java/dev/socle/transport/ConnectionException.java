package dev.socle.transport;

import org.jspecify.annotations.Nullable;

/**
 * A connection could not be made, or broke: every stream on it fails.
 *
 * <p>The message says what happened, where, why, and what to do. Programs decide by {@link #reason}, never by the text.
 */
public final class ConnectionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why a connection is not there. */
    public enum Reason {
        /** Nobody answers at the address: nothing listens there, or no way leads there. */
        REFUSED,
        /** The host's name has no address. */
        UNRESOLVED,
        /** The connect took longer than allowed. */
        CONNECT_TIMEOUT,
        /** Another listener has the address. */
        ADDRESS_IN_USE,
        /** The address cannot be used here: not of this machine, not permitted, or not allowed by the options. */
        ADDRESS_UNUSABLE,
        /** This kind of socket, the engine of this process or the system cannot do what was asked for. */
        UNSUPPORTED,
        /** The address can be reached from other machines, and what is sent there would not be encrypted. */
        PLAINTEXT,
        /** It was closed, by this side or in order by the other. */
        CLOSED,
        /** The other side or the network broke it. */
        LOST,
        /** The system did not take a datagram; the socket stays. */
        UNSENT,
        /** The other side was silent for longer than its keep-alive allows. */
        SILENT,
        /** The other side does not read: queued bytes did not move for too long. */
        STALLED,
        /** The other side refused the session at its set-up. */
        REJECTED,
        /** The other side broke the protocol, or says that this side did. */
        PROTOCOL
    }

    private final Reason reason;
    private final boolean mayHaveBeenProcessed;

    /** A failure before anything can have been sent. */
    public ConnectionException(Reason reason, String message, @Nullable Throwable cause) {
        this(reason, message, cause, false);
    }

    /** A failure that says whether requests on the connection may have been processed. */
    public ConnectionException(Reason reason, String message, @Nullable Throwable cause, boolean mayHaveBeenProcessed) {
        super(message, cause, true, reason != Reason.CLOSED); // a close in order has no stack worth its time
        this.reason = reason;
        this.mayHaveBeenProcessed = mayHaveBeenProcessed;
    }

    /** Why, for programs. */
    public Reason reason() {
        return reason;
    }

    /** Whether the other side may have worked on what was asked; false is a promise that it did not. */
    public boolean mayHaveBeenProcessed() {
        return mayHaveBeenProcessed;
    }

    /** The same failure, as a stream sees it whose request may, or cannot, have been processed. */
    public ConnectionException processed(boolean mayHaveBeen) {
        if (mayHaveBeen == mayHaveBeenProcessed) {
            return this;
        }
        return new ConnectionException(
                reason, String.valueOf(getMessage()), getCause() == null ? this : getCause(), mayHaveBeen);
    }
}
