package dev.socle.messaging.frame;

import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a SETUP frame says besides its metadata and data.
 *
 * <p>The values of a received frame are as read: who accepts the session checks them. The token is a secret: it is
 * copied in and out, compared in constant time and never printed.
 *
 * @param majorVersion of the protocol, 0 to 65,535
 * @param minorVersion of the protocol, 0 to 65,535
 * @param keepAliveMillis between two KEEPALIVE frames of the client; 1 or more, if the peer obeys the protocol
 * @param lifetimeMillis how long the other side may be silent; 1 or more, if the peer obeys the protocol
 * @param resumeToken names a session that can be resumed, at most 65,535 bytes; null when it cannot
 * @param metadataMime MIME type of all metadata; in ASCII, bytes beyond it are read as ISO 8859-1
 * @param dataMime MIME type of all data; likewise
 * @param lease whether requests are sent under lease only
 */
@SuppressWarnings("ArrayRecordComponent") // Copied in and out, and compared by content.
public record SetupFields(
        int majorVersion,
        int minorVersion,
        int keepAliveMillis,
        int lifetimeMillis,
        byte @Nullable [] resumeToken,
        String metadataMime,
        String dataMime,
        boolean lease) {

    public SetupFields {
        resumeToken = resumeToken == null ? null : resumeToken.clone();
    }

    @Override
    public byte @Nullable [] resumeToken() {
        return resumeToken == null ? null : resumeToken.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SetupFields that
                && majorVersion == that.majorVersion
                && minorVersion == that.minorVersion
                && keepAliveMillis == that.keepAliveMillis
                && lifetimeMillis == that.lifetimeMillis
                && MessageDigest.isEqual(resumeToken, that.resumeToken)
                && metadataMime.equals(that.metadataMime)
                && dataMime.equals(that.dataMime)
                && lease == that.lease;
    }

    @Override
    public int hashCode() {
        return Objects.hash(majorVersion, minorVersion, keepAliveMillis, lifetimeMillis, metadataMime, dataMime, lease);
    }

    @Override
    public String toString() {
        return "SETUP " + majorVersion + "." + minorVersion + ", keepAliveMillis " + keepAliveMillis
                + ", lifetimeMillis " + lifetimeMillis + (resumeToken == null ? "" : ", resumable")
                + ", metadata " + metadataMime + ", data " + dataMime + (lease ? ", lease" : "");
    }
}
