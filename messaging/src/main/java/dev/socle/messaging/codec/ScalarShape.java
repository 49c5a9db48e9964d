package dev.socle.messaging.codec;

import java.time.DateTimeException;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonTokenId;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;

/** A value that is one token. */
final class ScalarShape extends Shape {

    /** Which tokens a scalar is read from; nothing is taken for something else. */
    enum Token {
        BOOLEAN,
        WHOLE,
        NUMBER,
        STRING,
        /** Bytes, or base64 where a format has none. */
        BYTES
    }

    private final String type;
    private final @Nullable String format;
    private final Token token;
    private final Function<JsonParser, Object> reader;
    private final BiConsumer<JsonGenerator, Object> writer;

    ScalarShape(
            String type,
            @Nullable String format,
            Token token,
            Function<JsonParser, Object> reader,
            BiConsumer<JsonGenerator, Object> writer) {
        this.type = type;
        this.format = format;
        this.token = token;
        this.reader = reader;
        this.writer = writer;
    }

    @Override
    Object read(Reading in) {
        JsonParser parser = in.parser();
        if (!accepts(parser.currentTokenId())) {
            throw ValueFault.expected(expected(), parser);
        }
        try {
            return reader.apply(parser);
        } catch (StreamConstraintsException e) {
            throw e;
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            throw ValueFault.mismatch("is no such value (expected: " + expected() + ")");
        } catch (StreamReadException e) {
            if (token == Token.STRING) {
                throw e;
            }
            throw ValueFault.mismatch("is out of range (expected: " + expected() + ")");
        }
    }

    @Override
    void writeValue(Object value, JsonGenerator out) {
        writer.accept(out, value);
    }

    @Override
    String expected() {
        return format == null ? type : format;
    }

    @Override
    Schema schema(Set<Shape> described) {
        return Schema.scalar(type, format);
    }

    private boolean accepts(int id) {
        return switch (token) {
            case BOOLEAN -> id == JsonTokenId.ID_TRUE || id == JsonTokenId.ID_FALSE;
            case WHOLE -> id == JsonTokenId.ID_NUMBER_INT;
            case NUMBER -> id == JsonTokenId.ID_NUMBER_INT || id == JsonTokenId.ID_NUMBER_FLOAT;
            case STRING -> id == JsonTokenId.ID_STRING;
            case BYTES -> id == JsonTokenId.ID_STRING || id == JsonTokenId.ID_EMBEDDED_OBJECT;
        };
    }
}
