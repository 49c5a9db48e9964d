package dev.socle.messaging.codec;

import dev.socle.messaging.codec.CodecException.Reason;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonTokenId;

/** A value that does not fit, on its way up through the fields that lead to it; the value codec makes the error of it. */
final class ValueFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String detail;
    private String path = "";

    ValueFault(Reason reason, String detail, @Nullable Throwable cause) {
        super(detail, cause, false, false);
        this.reason = reason;
        this.detail = detail;
    }

    static ValueFault mismatch(String detail) {
        return new ValueFault(Reason.MISMATCH, detail, null);
    }

    /** The token at hand is not what the type asks for. */
    static ValueFault expected(String what, JsonParser parser) {
        return mismatch("is " + kind(parser) + " (expected: " + what + ")");
    }

    /** Adds the field in which the fault lies. */
    ValueFault in(String field) {
        path = path.isEmpty() || path.startsWith("[") ? field + path : field + "." + path;
        return this;
    }

    /** Adds the element in which the fault lies. */
    ValueFault in(int element) {
        return in("[" + element + "]");
    }

    /** Adds the entry of a map; its key is content, and stays unsaid. */
    ValueFault inEntry() {
        return in("[…]");
    }

    CodecException toException(String what) {
        String where = path.isEmpty() ? "the value" : "field \"" + path + "\"";
        return new CodecException(reason, what + ": " + where + " " + detail, getCause());
    }

    private static String kind(JsonParser parser) {
        return switch (parser.currentTokenId()) {
            case JsonTokenId.ID_STRING -> "a string";
            case JsonTokenId.ID_NUMBER_INT -> "a whole number";
            case JsonTokenId.ID_NUMBER_FLOAT -> "a number with a fraction";
            case JsonTokenId.ID_TRUE, JsonTokenId.ID_FALSE -> "a boolean";
            case JsonTokenId.ID_NULL -> "null";
            case JsonTokenId.ID_START_OBJECT -> "an object";
            case JsonTokenId.ID_START_ARRAY -> "an array";
            case JsonTokenId.ID_EMBEDDED_OBJECT -> "bytes";
            default -> "nothing";
        };
    }
}
