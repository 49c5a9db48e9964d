package dev.socle.messaging.frame;

import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a RESUME frame says.
 *
 * <p>The values of a received frame are as read. The token is a secret: it is copied in and out, compared in constant
 * time and never printed.
 *
 * @param majorVersion of the protocol, 0 to 65,535; rsocket-js swaps it with the minor version
 * @param minorVersion of the protocol, 0 to 65,535
 * @param resumeToken the token of the session's SETUP, at most 65,535 bytes
 * @param lastReceivedServerPosition how much of the server's stream the client has received
 * @param firstAvailableClientPosition from where on the client can send its own again
 */
@SuppressWarnings("ArrayRecordComponent") // Copied in and out, and compared by content.
public record ResumeFields(
        int majorVersion,
        int minorVersion,
        byte[] resumeToken,
        long lastReceivedServerPosition,
        long firstAvailableClientPosition) {

    public ResumeFields {
        resumeToken = resumeToken.clone();
    }

    @Override
    public byte[] resumeToken() {
        return resumeToken.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResumeFields that
                && majorVersion == that.majorVersion
                && minorVersion == that.minorVersion
                && MessageDigest.isEqual(resumeToken, that.resumeToken)
                && lastReceivedServerPosition == that.lastReceivedServerPosition
                && firstAvailableClientPosition == that.firstAvailableClientPosition;
    }

    @Override
    public int hashCode() {
        return Objects.hash(majorVersion, minorVersion, lastReceivedServerPosition, firstAvailableClientPosition);
    }

    @Override
    public String toString() {
        return "RESUME " + majorVersion + "." + minorVersion + ", lastReceivedServerPosition "
                + lastReceivedServerPosition + ", firstAvailableClientPosition " + firstAvailableClientPosition;
    }
}
