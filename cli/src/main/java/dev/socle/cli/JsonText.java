package dev.socle.cli;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.cbor.CBORFactory;

/** JSON as bytes: checked, on one line, and to CBOR and back. Numbers and texts stay as they are spelled. */
final class JsonText {

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /** What Jackson says of where an object began, although it was told not to name the source. */
    private static final Pattern SOURCE = Pattern.compile(" \\(start marker at \\[Source: [^\\]]*\\]\\)");

    private JsonText() {}

    /** What keeps the bytes from being one JSON value, and where; null when nothing does. */
    static @Nullable String fault(byte[] json) {
        if (utf8(json) == null) {
            return "it is not UTF-8";
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() == null) {
                return "it is empty";
            }
            parser.skipChildren();
            TokenStreamLocation end = parser.currentLocation();
            if (parser.nextToken() != null) {
                return "it goes on after its end at " + place(end);
            }
            return null;
        } catch (StreamReadException e) {
            return SOURCE.matcher(e.getOriginalMessage()).replaceAll("") + " at " + place(e.getLocation());
        } catch (JacksonException e) {
            return e.getOriginalMessage();
        }
    }

    /** The value without line breaks and indentation; null when it is not one JSON value. */
    static byte @Nullable [] compact(byte[] json) {
        if (fault(json) != null) {
            return null;
        }
        ByteArrayOutputStream compact = new ByteArrayOutputStream(json.length);
        boolean inString = false;
        for (int i = 0; i < json.length; i++) {
            byte c = json[i];
            if (inString && c == '\\') {
                compact.write(c);
                compact.write(json[++i]);
                continue;
            }
            if (c == '"') {
                inString = !inString;
            }
            if (inString || c > ' ' || c < 0) {
                compact.write(c);
            }
        }
        return compact.toByteArray();
    }

    /** A text as a JSON string. */
    static String quoted(String text) {
        StringWriter quoted = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), quoted)) {
            generator.writeString(text);
        }
        return quoted.toString();
    }

    /** The same value in CBOR. */
    static byte[] toCbor(byte[] json) {
        return convert(json, JSON, new CBORFactory());
    }

    /** The same value in JSON; null when the bytes are no CBOR that JSON can say. */
    static byte @Nullable [] ofCbor(byte[] cbor) {
        try {
            return convert(cbor, new CBORFactory(), JSON);
        } catch (JacksonException e) {
            return null;
        }
    }

    /** The text that the bytes are in UTF-8; null when they are none. */
    static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static byte[] convert(byte[] bytes, TokenStreamFactory from, TokenStreamFactory to) {
        ByteArrayOutputStream converted = new ByteArrayOutputStream(bytes.length);
        try (JsonParser parser = from.createParser(ObjectReadContext.empty(), bytes);
                JsonGenerator generator = to.createGenerator(ObjectWriteContext.empty(), converted)) {
            parser.nextToken();
            generator.copyCurrentStructure(parser);
        }
        return converted.toByteArray();
    }

    private static String place(TokenStreamLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
