package dev.socle.messaging.session;

import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.frame.Body;
import dev.socle.messaging.frame.FrameHeader;
import dev.socle.messaging.frame.FrameType;
import dev.socle.messaging.frame.SetupFields;
import dev.socle.messaging.frame.SetupFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * The first frame of a connection: writes a client's, reads and judges what a server got.
 *
 * <p><b>Source:</b> RSocket 1.0, Protocol.md, "Setup Frame" and "Connection Establishment".
 */
final class Handshake {

    private static final int KEEP_ALIVE_MILLIS_MIN = 500;
    private static final int LIFETIME_MILLIS_MAX = 300_000;
    private static final byte[] NOTHING = {};

    private Handshake() {}

    /** A first frame that is refused, with the code that says why. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int code;

        Refusal(int code, String message) {
            super(message, null, false, false);
            this.code = code;
        }
    }

    /** What a client of these options announces. */
    static Setup announced(SessionOptions options) {
        return new Setup(
                Math.toIntExact(options.keepAlive().toMillis()),
                Math.toIntExact(options.lifetime().toMillis()),
                options.metadataMimeType(),
                options.dataMimeType(),
                NOTHING,
                NOTHING);
    }

    static void write(Output output, Setup setup) {
        ByteBuf out = output.begin();
        int prefixAt = FrameHeader.beginPrefix(out);
        SetupFields fields = new SetupFields(
                1,
                0,
                setup.keepAliveMillis(),
                setup.lifetimeMillis(),
                null,
                setup.metadataMimeType().name(),
                setup.dataMimeType().name(),
                false);
        SetupFrame.encode(out, fields, null, null);
        output.end(out, prefixAt);
    }

    /**
     * Reads a server's first frame.
     *
     * <p><b>Errors:</b> {@link Refusal}, and {@link dev.socle.messaging.frame.MalformedFrameException}.
     */
    static Setup read(ByteBuf frame, int at, int end) {
        int typeAndFlags = FrameHeader.typeAndFlags(frame, at);
        int type = FrameHeader.type(typeAndFlags);
        int streamId = FrameHeader.streamId(frame, at);
        if (streamId != 0 || (type != FrameType.SETUP && type != FrameType.RESUME)) {
            throw new Refusal(
                    ErrorCode.INVALID_SETUP,
                    "The first frame is " + FrameType.name(type) + " on stream " + Integer.toUnsignedString(streamId)
                            + " (expected: SETUP on stream 0)");
        }
        if (type == FrameType.RESUME) {
            throw new Refusal(ErrorCode.REJECTED_RESUME, "Sessions cannot be resumed here: set up a new one");
        }
        SetupFields fields = SetupFrame.decode(frame, at, end);
        if (fields.majorVersion() != 1 || fields.minorVersion() != 0) {
            throw new Refusal(
                    ErrorCode.INVALID_SETUP,
                    "Version " + fields.majorVersion() + "." + fields.minorVersion() + " (expected: 1.0)");
        }
        if (fields.keepAliveMillis() <= 0 || fields.lifetimeMillis() <= 0) {
            throw new Refusal(
                    ErrorCode.INVALID_SETUP,
                    "Keep-alive of " + fields.keepAliveMillis() + " ms with lifetime " + fields.lifetimeMillis()
                            + " ms (expected: > 0)");
        }
        if ((typeAndFlags & FrameHeader.RESUME) != 0) {
            throw new Refusal(ErrorCode.REJECTED_SETUP, "Sessions cannot be resumed here: set up without a token");
        }
        if (fields.lease()) {
            throw new Refusal(ErrorCode.UNSUPPORTED_SETUP, "Leases are not given here: set up without them");
        }
        int bodyAt = SetupFrame.bodyIndex(frame, at, end);
        int metadataLength = Body.metadataLength(frame, bodyAt, end, typeAndFlags);
        int dataAt = Body.dataIndex(bodyAt, metadataLength);
        return new Setup(
                Math.max(KEEP_ALIVE_MILLIS_MIN, fields.keepAliveMillis()),
                Math.min(LIFETIME_MILLIS_MAX, fields.lifetimeMillis()),
                mimeType(fields.metadataMime()),
                mimeType(fields.dataMime()),
                ByteBufUtil.getBytes(frame, Body.metadataIndex(bodyAt, metadataLength), Math.max(0, metadataLength)),
                ByteBufUtil.getBytes(frame, dataAt, end - dataAt));
    }

    private static MimeType mimeType(String name) {
        try {
            return MimeType.parse(name);
        } catch (RuntimeException e) {
            throw new Refusal(ErrorCode.INVALID_SETUP, "MIME type of the set-up: " + e.getMessage());
        }
    }
}
