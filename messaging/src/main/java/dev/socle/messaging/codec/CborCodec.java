package dev.socle.messaging.codec;

import tools.jackson.core.StreamReadFeature;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * {@code application/cbor}: the same values as {@link JsonCodec} takes, in binary.
 *
 * <p><b>Limits:</b> all of {@link CodecLimits}.
 * <p><b>Source:</b> RFC 8949.
 */
public final class CborCodec extends JacksonCodec {

    private CborCodec(CodecLimits limits, boolean strict) {
        super(MimeType.CBOR, "CBOR", CBORMapper.builder(factory(limits)), limits, strict);
    }

    /** CBOR with these limits; strict refuses fields that a type does not know, instead of ignoring them. */
    public static CborCodec of(CodecLimits limits, boolean strict) {
        return new CborCodec(limits, strict);
    }

    private static CBORFactory factory(CodecLimits limits) {
        return CBORFactory.builder()
                .streamReadConstraints(readConstraints(limits))
                .streamWriteConstraints(writeConstraints(limits))
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
    }
}
