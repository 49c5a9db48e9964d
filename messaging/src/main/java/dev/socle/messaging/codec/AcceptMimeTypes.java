package dev.socle.messaging.codec;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * Metadata that says what an answer's data may be: MIME types, the most welcome first.
 *
 * <p><b>Errors:</b> {@link CodecException} for a type that is cut off or is none.
 * <p><b>Source:</b> RSocket extensions, PerStreamDataMimeTypesDefinition.md.
 */
public final class AcceptMimeTypes {

    private AcceptMimeTypes() {}

    /** Appends the types in their order. */
    public static void encode(ByteBuf out, List<MimeType> types) {
        for (MimeType type : types) {
            MimeTypeMetadata.encode(out, type);
        }
    }

    /** The types of a range, in their order; ids that the protocol keeps for later are left out, as nobody speaks them. */
    public static List<MimeType> decode(ByteBuf in, int index, int length) {
        List<MimeType> types = new ArrayList<>(2);
        int end = index + length;
        for (int next = index; next < end; ) {
            int bytes = MimeTypeMetadata.lengthAt(in, next, end - next);
            if (bytes > 1 || MimeType.ofId(in.getByte(next) & 0x7F) != null) {
                types.add(MimeTypeMetadata.decode(in, next, bytes));
            }
            next += bytes;
        }
        return types;
    }
}
