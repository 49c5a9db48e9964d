package dev.socle.messaging.session;

import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;

/** Why a session ends, and why it takes nothing new: what, where, why, what to do. */
final class SessionFailures {

    private SessionFailures() {}

    static ConnectionException closedHere(String where) {
        return new ConnectionException(Reason.CLOSED, "Session closed here; " + where, null);
    }

    static ConnectionException closedByPeer(String where) {
        return new ConnectionException(Reason.CLOSED, "Connection closed by the other side; " + where, null);
    }

    static ConnectionException closedInOrder(String where) {
        return new ConnectionException(Reason.CLOSED, "Session closed in order; " + where, null);
    }

    static ConnectionException notOpenYet(String where) {
        return new ConnectionException(
                Reason.CLOSED, "Session is not open yet; " + where + ": ask when connect() has completed", null);
    }

    static ConnectionException closing(String where) {
        return new ConnectionException(Reason.CLOSED, "Session is closing; " + where + ": use another one", null);
    }

    static ConnectionException refused(String text, String where) {
        return new ConnectionException(Reason.REJECTED, "Set-up refused: " + text + "; " + where, null);
    }

    /** The other side speaks TLS, and this one does not; {@code text} says so to it too. */
    static ConnectionException tls(String text, boolean isClient, String where) {
        String what = isClient ? "connect to" : "listen at, or let it not connect to,";
        return new ConnectionException(Reason.NOT_TLS, text + "; " + where + ": " + what + " a tls:// address", null);
    }

    static ConnectionException malformed(RuntimeException malformed, String where) {
        return new ConnectionException(
                Reason.PROTOCOL,
                malformed.getMessage() + "; " + where + ": the other side does not speak RSocket 1.0 as agreed",
                malformed);
    }

    static ConnectionException endedByPeer(Reason reason, int code, String text, String where) {
        return new ConnectionException(
                reason, ErrorCode.name(code) + " from the other side: " + text + "; " + where, null);
    }

    /** Nothing was heard for too long; {@code text} says so to the other side too. */
    static ConnectionException silent(String text, String where) {
        return new ConnectionException(
                Reason.SILENT, text + "; " + where + ": the other side or the network is down", null);
    }

    static ConnectionException stalled(long bytes, SessionLimits limits, String where) {
        return new ConnectionException(
                Reason.STALLED,
                bytes + " bytes did not move for " + limits.writeStallTimeout().toMillis() + " ms (writeStallTimeout); "
                        + where + ": the other side does not read",
                null);
    }

    static InteractionException tooManyStreams(SessionLimits limits, String where) {
        return InteractionException.light(
                ErrorCode.REJECTED,
                Outcome.NOT_EXECUTED,
                "Too many streams: " + limits.outboundStreamsMax() + " (outboundStreamsMax) are open or waiting; "
                        + where + ": send less at a time, or open another connection");
    }

    static InteractionException tooManyBytes(SessionLimits limits, String where) {
        return InteractionException.light(
                ErrorCode.REJECTED,
                Outcome.NOT_EXECUTED,
                "More than " + limits.outboundBytesMax() + " bytes (outboundBytesMax) wait for the socket; " + where
                        + ": send less at a time");
    }

    static InteractionException metadataTooLong(int length, SessionLimits limits) {
        return InteractionException.light(
                ErrorCode.INVALID,
                Outcome.NOT_EXECUTED,
                "Metadata of " + length + " bytes exceeds metadataLengthMax " + limits.metadataLengthMax()
                        + ": send less, or raise the limit on both sides");
    }
}
