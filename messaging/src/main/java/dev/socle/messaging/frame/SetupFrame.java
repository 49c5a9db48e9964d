package dev.socle.messaging.frame;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The first frame of a client: how the connection is to be used.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                         Stream id = 0                         |
 *  +-----------+-+-+-+-+-----------+-------------------------------+
 *  | 0x01 (6)  |0|M|R|L|   0 (6)   |
 *  +-----------+-+-+-+-+-----------+-------------------------------+
 *  |      Major version (16)       |      Minor version (16)       |   offset 6
 *  +-+-----------------------------+-------------------------------+
 *  |0|          Time between KEEPALIVE frames (31), ms             |   offset 10
 *  +-+-------------------------------------------------------------+
 *  |0|                Longest silence (31), ms                     |   offset 14
 *  +-+-----------------------------+-------------------------------+
 *  |       Token length (16)       |  Resume token ...                 offset 18; both only with R
 *  +---------------+---------------+-------------------------------+
 *  |  Length (8)   |  Metadata MIME type ...
 *  +---------------+-----------------------------------------------+
 *  |  Length (8)   |  Data MIME type ...
 *  +---------------+-----------------------------------------------+
 *  |                     Metadata and data: {@link Body}
 * </pre>
 *
 * <p><b>Limits:</b> MIME types of 127 bytes when sent, for rsocket-java reads their lengths as signed; 255 when read.
 * <p><b>Source:</b> RSocket 1.0, Protocol.md, SETUP Frame.
 */
public final class SetupFrame {

    /** The longest MIME type that is sent, in bytes. */
    public static final int MIME_LENGTH_MAX = 127;

    private static final int MAJOR_VERSION = FrameHeader.BYTES;
    private static final int MINOR_VERSION = MAJOR_VERSION + 2;
    private static final int KEEP_ALIVE = MINOR_VERSION + 2;
    private static final int LIFETIME = KEEP_ALIVE + 4;
    private static final int TOKEN_OR_MIME = LIFETIME + 4;

    private static final int MIME_LENGTH_BYTES = 1;

    private SetupFrame() {}

    /** Appends the frame with copies of the readable bytes of metadata and data, which stay the caller's. */
    public static void encode(ByteBuf out, SetupFields fields, @Nullable ByteBuf metadata, @Nullable ByteBuf data) {
        byte[] token = fields.resumeToken();
        VariableFields.check("majorVersion", fields.majorVersion(), 0, VariableFields.UNSIGNED_SHORT_MAX);
        VariableFields.check("minorVersion", fields.minorVersion(), 0, VariableFields.UNSIGNED_SHORT_MAX);
        VariableFields.check("keepAliveMillis", fields.keepAliveMillis(), 1, Integer.MAX_VALUE);
        VariableFields.check("lifetimeMillis", fields.lifetimeMillis(), 1, Integer.MAX_VALUE);
        VariableFields.check(
                "bytes of resumeToken", token == null ? 0 : token.length, 0, VariableFields.UNSIGNED_SHORT_MAX);
        checkMime("metadataMime", fields.metadataMime());
        checkMime("dataMime", fields.dataMime());

        FrameHeader.encode(out, 0, FrameType.SETUP, flags(fields, metadata));
        out.writeShort(fields.majorVersion());
        out.writeShort(fields.minorVersion());
        out.writeInt(fields.keepAliveMillis());
        out.writeInt(fields.lifetimeMillis());
        if (token != null) {
            VariableFields.writeToken(out, token);
        }
        writeMime(out, fields.metadataMime());
        writeMime(out, fields.dataMime());
        if (metadata != null) {
            int lengthAt = Body.beginMetadata(out);
            out.writeBytes(metadata, metadata.readerIndex(), metadata.readableBytes());
            Body.endMetadata(out, lengthAt);
        }
        if (data != null) {
            out.writeBytes(data, data.readerIndex(), data.readableBytes());
        }
    }

    /** All that comes before the body, as read. */
    public static SetupFields decode(ByteBuf frame, int at, int end) {
        int metadataMimeAt = tokenEnd(frame, at, end);
        int dataMimeAt = mimeEnd(frame, at, metadataMimeAt, end, "metadata MIME type");
        int dataMimeEnd = mimeEnd(frame, at, dataMimeAt, end, "data MIME type");
        int flags = FrameHeader.typeAndFlags(frame, at);
        return new SetupFields(
                frame.getUnsignedShort(at + MAJOR_VERSION),
                frame.getUnsignedShort(at + MINOR_VERSION),
                frame.getInt(at + KEEP_ALIVE),
                frame.getInt(at + LIFETIME),
                (flags & FrameHeader.RESUME) == 0
                        ? null
                        : VariableFields.token(frame, at + TOKEN_OR_MIME, metadataMimeAt),
                mime(frame, metadataMimeAt, dataMimeAt),
                mime(frame, dataMimeAt, dataMimeEnd),
                (flags & FrameHeader.LEASE) != 0);
    }

    /** Where the body begins. */
    public static int bodyIndex(ByteBuf frame, int at, int end) {
        int metadataMimeAt = tokenEnd(frame, at, end);
        int dataMimeAt = mimeEnd(frame, at, metadataMimeAt, end, "metadata MIME type");
        return mimeEnd(frame, at, dataMimeAt, end, "data MIME type");
    }

    private static int flags(SetupFields fields, @Nullable ByteBuf metadata) {
        return (metadata == null ? 0 : FrameHeader.METADATA)
                | (fields.resumeToken() == null ? 0 : FrameHeader.RESUME)
                | (fields.lease() ? FrameHeader.LEASE : 0);
    }

    private static void writeMime(ByteBuf out, String mime) {
        out.writeByte(mime.length());
        out.writeCharSequence(mime, StandardCharsets.US_ASCII);
    }

    private static int tokenEnd(ByteBuf frame, int at, int end) {
        if (end - at < TOKEN_OR_MIME) {
            throw MalformedFrameException.tooShort(FrameType.SETUP, end - at, TOKEN_OR_MIME);
        }
        int lengthAt = at + TOKEN_OR_MIME;
        if ((FrameHeader.typeAndFlags(frame, at) & FrameHeader.RESUME) == 0) {
            return lengthAt;
        }
        return VariableFields.tokenEnd(frame, FrameType.SETUP, at, lengthAt, end);
    }

    private static int mimeEnd(ByteBuf frame, int at, int lengthAt, int end, String field) {
        int mimeAt = VariableFields.fieldEnd(FrameType.SETUP, field, at, lengthAt, MIME_LENGTH_BYTES, end);
        return VariableFields.fieldEnd(FrameType.SETUP, field, at, mimeAt, frame.getUnsignedByte(lengthAt), end);
    }

    private static String mime(ByteBuf frame, int lengthAt, int mimeEnd) {
        int mimeAt = lengthAt + MIME_LENGTH_BYTES;
        return frame.toString(mimeAt, mimeEnd - mimeAt, StandardCharsets.ISO_8859_1);
    }

    private static void checkMime(String name, String mime) {
        VariableFields.check("bytes of " + name, mime.length(), 0, MIME_LENGTH_MAX);
        for (int i = 0; i < mime.length(); i++) {
            if (mime.charAt(i) > 0x7F) {
                throw new IllegalArgumentException(name + ": " + mime + " (expected: ASCII)");
            }
        }
    }
}
