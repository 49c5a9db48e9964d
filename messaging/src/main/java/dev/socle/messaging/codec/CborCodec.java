package dev.socle.messaging.codec;

import tools.jackson.dataformat.cbor.CBORFactory;

/**
 * {@code application/cbor}: the same values by the same rules as {@link JsonCodec}, in binary; bytes are bytes.
 *
 * <p><b>Limits:</b> all of {@link CodecLimits}.
 * <p><b>Source:</b> RFC 8949.
 */
public final class CborCodec extends JacksonCodec {

    private CborCodec(Format format, boolean strict) {
        super(MimeType.CBOR, format, strict);
    }

    /** CBOR with these limits; strict refuses fields that a type does not know, instead of ignoring them. */
    public static CborCodec of(CodecLimits limits, boolean strict) {
        CBORFactory factory = configured(CBORFactory.builder(), limits).build();
        return new CborCodec(new Format("CBOR", factory, limits, CborText::require), strict);
    }
}
