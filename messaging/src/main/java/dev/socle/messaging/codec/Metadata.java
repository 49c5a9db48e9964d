package dev.socle.messaging.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Composite metadata to send, encoded entry by entry as it is built:
 * {@code Metadata.route("greeter.greet").dataType(MimeType.JSON).toBytes()}. {@link CompositeMetadata} reads it.
 *
 * <p><b>Threading:</b> immutable; each method answers a new value.
 * <p><b>Limits:</b> the default {@link CodecLimits#metadataBytesMax()} and {@link CodecLimits#metadataEntriesMax()}.
 */
public final class Metadata {

    private static final Metadata EMPTY = new Metadata(new byte[0], 0);

    private final byte[] encoded;
    private final int entries;

    private Metadata(byte[] encoded, int entries) {
        this.encoded = encoded;
        this.entries = entries;
    }

    /** No entries. */
    public static Metadata empty() {
        return EMPTY;
    }

    /** The route of a request. */
    public static Metadata route(String route) {
        return EMPTY.plus(MimeType.ROUTING, out -> RoutingMetadata.encode(out, route));
    }

    /** Adds what the data is. */
    public Metadata dataType(MimeType type) {
        return plus(MimeType.MIME_TYPE, out -> MimeTypeMetadata.encode(out, type));
    }

    /** Adds what the answer's data may be, the most welcome first. */
    public Metadata accept(MimeType... types) {
        return plus(MimeType.ACCEPT_MIME_TYPES, out -> AcceptMimeTypes.encode(out, List.of(types)));
    }

    /** Adds an entry of any type. */
    public Metadata with(MimeType type, byte[] content) {
        return plus(type, out -> out.writeBytes(content));
    }

    /** Number of entries. */
    public int entries() {
        return entries;
    }

    /** Length in bytes. */
    public int length() {
        return encoded.length;
    }

    /** Appends all entries. */
    public void encode(ByteBuf out) {
        out.writeBytes(encoded);
    }

    /** A copy of the encoded entries. */
    public byte[] toBytes() {
        return encoded.clone();
    }

    private Metadata plus(MimeType type, Consumer<ByteBuf> content) {
        CodecLimits limits = CodecLimits.defaults();
        ByteBuf out = Unpooled.buffer(encoded.length + 64).writeBytes(encoded);
        int mark = CompositeMetadata.begin(out, type);
        content.accept(out);
        CompositeMetadata.end(out, mark);
        if (out.readableBytes() > limits.metadataBytesMax()) {
            throw CodecException.exceeds(
                    "metadata of " + out.readableBytes() + " bytes", "metadataBytesMax", limits.metadataBytesMax());
        }
        if (entries == limits.metadataEntriesMax()) {
            throw CodecException.exceeds(
                    "metadata of " + (entries + 1) + " entries", "metadataEntriesMax", limits.metadataEntriesMax());
        }
        return new Metadata(Arrays.copyOf(out.array(), out.readableBytes()), entries + 1);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Metadata that && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return "Metadata[entries=" + entries + ", bytes=" + encoded.length + "]";
    }
}
