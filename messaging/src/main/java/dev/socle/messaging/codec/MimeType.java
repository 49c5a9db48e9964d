package dev.socle.messaging.codec;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name of a format, such as {@code application/json}. Case does not count, nor does {@code ;charset=utf-8}: it is
 * the only charset there is.
 *
 * <p><b>Limits:</b> 1 to 128 printable ASCII characters.
 * <p><b>Source:</b> RSocket extensions, WellKnownMimeTypes.md.
 */
public final class MimeType {

    /** Most characters of a name. */
    public static final int LENGTH_MAX = 128;

    /** {@code application/json}. */
    public static final MimeType JSON = new MimeType(0x05);
    /** {@code application/cbor}. */
    public static final MimeType CBOR = new MimeType(0x01);
    /** {@code text/plain}. */
    public static final MimeType TEXT = new MimeType(0x21);
    /** {@code application/octet-stream}. */
    public static final MimeType BYTES = new MimeType(0x06);
    /** {@code application/vnd.socle.xdr}, which has no well-known id. */
    public static final MimeType XDR = new MimeType("application/vnd.socle.xdr", -1);
    /** Metadata made of entries, each with its own type. */
    public static final MimeType COMPOSITE_METADATA = new MimeType(0x7F);
    /** Metadata that says where a request goes. */
    public static final MimeType ROUTING = new MimeType(0x7E);
    /** Metadata that says who asks. */
    public static final MimeType AUTHENTICATION = new MimeType(0x7C);
    /** Metadata that says what the data is. */
    public static final MimeType MIME_TYPE = new MimeType(0x7A);
    /** Metadata that says what an answer may be. */
    public static final MimeType ACCEPT_MIME_TYPES = new MimeType(0x7B);

    private final String name;
    private final int id;

    private MimeType(int wellKnownId) {
        this(WellKnownMimeTypes.require(wellKnownId), wellKnownId);
    }

    private MimeType(String name, int id) {
        this.name = name;
        this.id = id;
    }

    /** The type of a name, {@code type/subtype} with optional parameters. */
    public static MimeType parse(String name) {
        requireLength(name.length());
        int slash = name.indexOf('/');
        int semicolon = name.indexOf(';');
        int typeEnd = semicolon < 0 ? name.length() : semicolon;
        String type = name.substring(0, typeEnd).strip().toLowerCase(Locale.ROOT);
        if (slash < 1 || slash >= type.length() - 1 || !isPrintableAscii(name) || type.indexOf(' ') >= 0) {
            throw CodecException.malformed(
                    "MIME type of " + name.length() + " characters is not type/subtype in printable ASCII");
        }
        String parameters = name.substring(typeEnd);
        if (!parameters.isEmpty() && !isUtf8(parameters)) {
            return new MimeType(type + parameters, -1);
        }
        int id = WellKnownMimeTypes.idOf(type);
        return new MimeType(id < 0 ? type : WellKnownMimeTypes.require(id), id);
    }

    /** The type of a well-known id, 0x00 to 0x7F; null for an id that the protocol keeps for later. */
    public static @Nullable MimeType ofId(int id) {
        return WellKnownMimeTypes.nameOf(id) == null ? null : new MimeType(id);
    }

    /** The name, with type and subtype in the protocol's spelling. */
    public String name() {
        return name;
    }

    /** The well-known id, or −1. */
    public int id() {
        return id;
    }

    /** The type of a name that lies in a buffer. */
    static MimeType read(ByteBuf in, int index, int length) {
        requireLength(length);
        // Bytes from 0x80 on become characters that parse refuses.
        return parse(in.toString(index, length, StandardCharsets.ISO_8859_1));
    }

    /** Whether the bytes are this type's name; allocates nothing. */
    boolean matches(ByteBuf in, int index, int length) {
        if (length != name.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (lowerCase(in.getByte(index + i)) != lowerCase((byte) name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int lowerCase(byte ascii) {
        return ascii >= 'A' && ascii <= 'Z' ? ascii + ('a' - 'A') : ascii;
    }

    private static boolean isUtf8(String parameters) {
        String text = parameters.replace(" ", "").replace("\"", "");
        return text.equalsIgnoreCase(";charset=utf-8") || text.equals(";");
    }

    private static boolean isPrintableAscii(String text) {
        return text.chars().allMatch(c -> c >= 0x20 && c < 0x7F);
    }

    private static void requireLength(int length) {
        if (length < 1 || length > LENGTH_MAX) {
            throw new CodecException(
                    CodecException.Reason.LIMIT,
                    "MIME type of " + length + " characters (expected: 1 to " + LENGTH_MAX + ")");
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MimeType that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
