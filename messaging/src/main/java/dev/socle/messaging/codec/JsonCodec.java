package dev.socle.messaging.codec;

import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code application/json}: records, enums, sealed interfaces and standard values as JSON.
 *
 * <p><b>Limits:</b> all of {@link CodecLimits}.
 * <p><b>Source:</b> RFC 8259.
 */
public final class JsonCodec extends JacksonCodec {

    private JsonCodec(CodecLimits limits, boolean strict) {
        super(MimeType.JSON, "JSON", JsonMapper.builder(factory(limits)), limits, strict);
    }

    /** JSON with these limits; strict refuses fields that a type does not know, instead of ignoring them. */
    public static JsonCodec of(CodecLimits limits, boolean strict) {
        return new JsonCodec(limits, strict);
    }

    private static JsonFactory factory(CodecLimits limits) {
        return JsonFactory.builder()
                .streamReadConstraints(readConstraints(limits))
                .streamWriteConstraints(writeConstraints(limits))
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
                .build();
    }
}
