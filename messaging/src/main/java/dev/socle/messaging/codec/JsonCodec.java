package dev.socle.messaging.codec;

import tools.jackson.core.json.JsonFactory;

/**
 * {@code application/json}: records, enums, sealed interfaces and standard values, by the rules of {@link ContractScan}.
 *
 * <p>One object stands for a record, with its components as fields. An absent value (an empty {@code Optional}, null
 * in a {@code @Nullable} component) is left out when it is written; left out or null, it is the same when it is read.
 * Everything else must be there once, and have its type: no text for numbers, no fraction for whole numbers, no NaN.
 * Bytes are base64, times are ISO 8601.
 *
 * <p><b>Limits:</b> all of {@link CodecLimits}.
 * <p><b>Source:</b> RFC 8259.
 */
public final class JsonCodec extends JacksonCodec {

    private JsonCodec(Format format, boolean strict) {
        super(MimeType.JSON, format, strict);
    }

    /** JSON with these limits; strict refuses fields that a type does not know, instead of ignoring them. */
    public static JsonCodec of(CodecLimits limits, boolean strict) {
        JsonFactory factory = configured(JsonFactory.builder(), limits)
                .rootValueSeparator("") // One generator writes message after message.
                .build();
        return new JsonCodec(new Format("JSON", factory, limits, JsonText::require), strict);
    }
}
