package dev.socle.messaging.frame;

/**
 * Received bytes are not a frame, or a message grows over its limit: the one error of this package for what the other
 * side sends.
 *
 * <p>It has no stack trace, for it speaks of the other side's bytes, and a flood of them must stay cheap. Arguments
 * that this side gets wrong end in {@link IllegalArgumentException} instead.
 */
public final class MalformedFrameException extends RuntimeException {

    /** What is wrong, for programs. */
    public enum Reason {
        /** The frame ends before a field that it must have. */
        TRUNCATED,
        /** A frame or a message is longer than allowed. */
        TOO_LONG,
        /** Metadata comes after data of the same message. */
        OUT_OF_ORDER,
        /** The first bytes begin a TLS handshake. */
        TLS,
        /** The first bytes are letters, as those of HTTP and SSH are. */
        NOT_RSOCKET
    }

    private final Reason reason;

    private MalformedFrameException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** What is wrong, for programs. */
    public Reason reason() {
        return reason;
    }

    static MalformedFrameException tooShort(int type, int length, int expected) {
        return new MalformedFrameException(
                Reason.TRUNCATED,
                FrameType.name(type) + " frame of " + length + " bytes is too short (expected: at least " + expected
                        + ")");
    }

    static MalformedFrameException noHeader(int length) {
        return new MalformedFrameException(
                Reason.TRUNCATED,
                "Frame of " + length + " bytes is shorter than its header (expected: at least " + FrameHeader.BYTES
                        + ")");
    }

    static MalformedFrameException beyondEnd(int type, String field, int offset, int length, int left) {
        return new MalformedFrameException(
                Reason.TRUNCATED,
                FrameType.name(type) + " frame ends within its " + field + ", which has " + length + " bytes at offset "
                        + offset + " (expected: at most " + left + ")");
    }

    static MalformedFrameException metadataLength(int type, int length, int left) {
        return new MalformedFrameException(
                Reason.TRUNCATED,
                FrameType.name(type) + " frame announces metadata of " + length + " bytes (expected: at most " + left
                        + ", the rest of the frame)");
    }

    static MalformedFrameException frameTooLong(int length, int lengthMax) {
        return new MalformedFrameException(
                Reason.TOO_LONG,
                "Frame of " + length + " bytes exceeds frameLengthMax " + lengthMax
                        + ": the sender must send less per frame, or use fragments");
    }

    /** As {@link #frameTooLong}, but the length is the first that was read: it may be another protocol's greeting. */
    static MalformedFrameException firstFrameTooLong(int length, int lengthMax) {
        if (length >>> 8 == 0x1603) {
            return new MalformedFrameException(
                    Reason.TLS,
                    "First frame of " + length + " bytes exceeds frameLengthMax " + lengthMax
                            + ": this is a TLS handshake, and no TLS is configured here");
        }
        if (isLetter(length >>> 16) && isLetter(length >>> 8 & 0xFF) && isLetter(length & 0xFF)) {
            return new MalformedFrameException(
                    Reason.NOT_RSOCKET,
                    "First frame of " + length + " bytes exceeds frameLengthMax " + lengthMax + ": the bytes read \""
                            + (char) (length >>> 16) + (char) (length >>> 8 & 0xFF) + (char) (length & 0xFF)
                            + "\", the other side does not speak RSocket");
        }
        return frameTooLong(length, lengthMax);
    }

    static MalformedFrameException messageTooLong(String what, String limit, long length, int lengthMax) {
        return new MalformedFrameException(
                Reason.TOO_LONG,
                what + " of " + length + " bytes or more, in fragments, exceeds " + limit + " " + lengthMax
                        + ": the sender must send less per message");
    }

    static MalformedFrameException lateMetadata(int metadataLength, int dataLength) {
        return new MalformedFrameException(
                Reason.OUT_OF_ORDER,
                "Fragment has " + metadataLength + " bytes of metadata after " + dataLength
                        + " bytes of data (expected: all metadata before any data)");
    }

    private static boolean isLetter(int octet) {
        return octet >= 'A' && octet <= 'Z';
    }
}
