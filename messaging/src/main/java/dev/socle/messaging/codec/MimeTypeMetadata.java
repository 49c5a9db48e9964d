package dev.socle.messaging.codec;

import dev.socle.messaging.codec.CodecException.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * Metadata that says what a message's data is: one MIME type, as a well-known id where there is one.
 *
 * <p><b>Errors:</b> {@link CodecException}; {@link Reason#UNSUPPORTED_FORMAT} for an id that the protocol keeps for later.
 * <p><b>Source:</b> RSocket extensions, PerStreamDataMimeTypesDefinition.md; a name's length is stored minus one.
 */
public final class MimeTypeMetadata {

    private static final int WELL_KNOWN = 0x80;

    private MimeTypeMetadata() {}

    /** Appends a type. */
    public static void encode(ByteBuf out, MimeType type) {
        if (type.id() >= 0) {
            out.writeByte(WELL_KNOWN | type.id());
        } else {
            out.writeByte(type.name().length() - 1);
            ByteBufUtil.writeAscii(out, type.name());
        }
    }

    /** The type that a range holds; what follows it is ignored. */
    public static MimeType decode(ByteBuf in, int index, int length) {
        int bytes = lengthAt(in, index, length);
        return bytes == 1 ? require(in.getByte(index) & 0x7F) : MimeType.read(in, index + 1, bytes - 1);
    }

    /** Bytes of the type that begins at an index, its first included. */
    static int lengthAt(ByteBuf in, int index, int available) {
        if (available < 1) {
            throw CodecException.malformed("MIME type metadata is empty");
        }
        int head = in.getUnsignedByte(index);
        int bytes = (head & WELL_KNOWN) != 0 ? 1 : head + 2;
        if (bytes > available) {
            throw CodecException.malformed(
                    "MIME type metadata is cut off: it needs " + bytes + " bytes, has " + available);
        }
        return bytes;
    }

    static MimeType require(int id) {
        MimeType type = MimeType.ofId(id);
        if (type == null) {
            throw new CodecException(
                    Reason.UNSUPPORTED_FORMAT,
                    "MIME id 0x" + Integer.toHexString(id) + " has no meaning yet: send the type by name");
        }
        return type;
    }
}
