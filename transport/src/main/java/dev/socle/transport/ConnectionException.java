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
        /** A listener admits no more connections, or the other side refused the session at its set-up. */
        REJECTED,
        /** The other side broke the protocol, or says that this side did. */
        PROTOCOL,
        /** The other side's certificate, or one of those it rests on, has expired. */
        CERTIFICATE_EXPIRED,
        /** The other side's certificate, or one of those it rests on, is not valid yet; or this side's clock is wrong. */
        CERTIFICATE_NOT_YET_VALID,
        /** The other side's certificate comes from no authority that is trusted here, or is not for this use. */
        CERTIFICATE_UNTRUSTED,
        /** The server's certificate is for other hosts than the one that was asked for. */
        CERTIFICATE_WRONG_HOST,
        /** The client has to show a certificate, and showed none. */
        CERTIFICATE_MISSING,
        /** The other side does not accept this side's certificate; why, its own log says. */
        CERTIFICATE_REFUSED,
        /** One side speaks TLS and the other does not. */
        NOT_TLS,
        /** The two sides have no version of TLS in common. */
        TLS_VERSION,
        /** The TLS handshake failed for another reason. */
        TLS_FAILED
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
