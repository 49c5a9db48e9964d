package dev.socle.messaging.codec;

import dev.socle.messaging.codec.ScalarShape.Token;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonTokenId;

/**
 * The standard values that a contract may hold.
 *
 * <p><b>Limits:</b> a text that stands for something, such as a time, has at most 1,024 characters; a decimal number
 * has a scale within ±10,000, as an exponent of nine digits would make one of gigabytes later.
 */
final class Scalars {

    private static final int TEXT_LENGTH_MAX = 1024;
    private static final int SCALE_MAX = 10_000;
    private static final int BITS_MAX = 1024;

    private static final Map<Class<?>, Shape> SHAPES = new HashMap<>();

    static {
        put(
                boolean.class,
                Boolean.class,
                "boolean",
                null,
                Token.BOOLEAN,
                JsonParser::getBooleanValue,
                JsonGenerator::writeBoolean);
        put(
                byte.class,
                Byte.class,
                "integer",
                "int8",
                Token.WHOLE,
                in -> (byte) within(in.getIntValue(), Byte.MIN_VALUE, Byte.MAX_VALUE),
                (out, value) -> out.writeNumber(value.shortValue()));
        put(
                short.class,
                Short.class,
                "integer",
                "int16",
                Token.WHOLE,
                in -> (short) within(in.getIntValue(), Short.MIN_VALUE, Short.MAX_VALUE),
                JsonGenerator::writeNumber);
        put(
                int.class,
                Integer.class,
                "integer",
                "int32",
                Token.WHOLE,
                JsonParser::getIntValue,
                JsonGenerator::writeNumber);
        put(
                long.class,
                Long.class,
                "integer",
                "int64",
                Token.WHOLE,
                JsonParser::getLongValue,
                JsonGenerator::writeNumber);
        put(
                float.class,
                Float.class,
                "number",
                "float32",
                Token.NUMBER,
                in -> exact(in, finite(in.getFloatValue()), 1 << 24).floatValue(),
                (out, value) -> out.writeNumber((float) finite(value)));
        put(
                double.class,
                Double.class,
                "number",
                "float64",
                Token.NUMBER,
                in -> exact(in, finite(in.getDoubleValue()), 1L << 53),
                (out, value) -> out.writeNumber(finite(value)));
        put(
                char.class,
                Character.class,
                "string",
                "character",
                Token.STRING,
                in -> single(in.getString()),
                (out, value) -> writeString(out, value.toString()));
        put(String.class, null, "string", null, Token.STRING, JsonParser::getString, Scalars::writeString);
        put(byte[].class, null, "string", "bytes", Token.BYTES, JsonParser::getBinaryValue, JsonGenerator::writeBinary);
        put(
                BigInteger.class,
                null,
                "integer",
                "bigint",
                Token.WHOLE,
                in -> small(in.getBigIntegerValue()),
                (out, value) -> out.writeNumber(small(value)));
        put(
                BigDecimal.class,
                null,
                "number",
                "decimal",
                Token.NUMBER,
                in -> small(in.getDecimalValue()),
                (out, value) -> out.writeNumber(small(value)));
        text(UUID.class, "uuid", Scalars::uuid);
        text(URI.class, "uri", URI::create);
        text(Instant.class, "instant", Instant::parse);
        text(Duration.class, "duration", Duration::parse);
        text(LocalDate.class, "date", LocalDate::parse);
        text(LocalTime.class, "time", LocalTime::parse);
        text(LocalDateTime.class, "date-time", LocalDateTime::parse);
        text(OffsetDateTime.class, "offset-date-time", OffsetDateTime::parse);
    }

    private Scalars() {}

    static @Nullable Shape of(Class<?> type) {
        return SHAPES.get(type);
    }

    static Shape require(Class<?> type) {
        return Objects.requireNonNull(SHAPES.get(type));
    }

    static void writeString(JsonGenerator out, String value) {
        Utf8.requireWholePairs(value, "string");
        out.writeString(value);
    }

    @SuppressWarnings("unchecked") // What is read and written as a type is of that type.
    private static <T> void put(
            Class<T> type,
            @Nullable Class<T> boxed,
            String name,
            @Nullable String format,
            Token token,
            Function<JsonParser, T> reader,
            BiConsumer<JsonGenerator, T> writer) {
        Shape shape = new ScalarShape(
                name, format, token, (Function<JsonParser, Object>) reader, (BiConsumer<JsonGenerator, Object>)
                        (BiConsumer<JsonGenerator, ?>) writer);
        SHAPES.put(type, shape);
        if (boxed != null) {
            SHAPES.put(boxed, shape);
        }
    }

    private static <T> void text(Class<T> type, String format, Function<String, T> parser) {
        put(
                type,
                null,
                "string",
                format,
                Token.STRING,
                in -> parser.apply(brief(in)),
                (out, value) -> out.writeString(value.toString()));
    }

    private static String brief(JsonParser in) {
        int length = in.getStringLength();
        if (length > TEXT_LENGTH_MAX) {
            throw ValueFault.mismatch("has " + length + " characters (expected: at most " + TEXT_LENGTH_MAX + ")");
        }
        return in.getString();
    }

    // UUID.fromString takes shortened forms as well, so that many texts would stand for one value.
    static UUID uuid(String text) {
        if (text.length() != 36) {
            throw new IllegalArgumentException();
        }
        return UUID.fromString(text);
    }

    private static char single(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException();
        }
        return text.charAt(0);
    }

    private static int within(int value, int min, int max) {
        if (value < min || value > max) {
            throw new ArithmeticException();
        }
        return value;
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw ValueFault.mismatch("is not a finite number");
        }
        return value;
    }

    /** A whole number that a binary fraction cannot hold is refused rather than rounded. */
    private static Double exact(JsonParser in, double value, long wholeMax) {
        if (in.currentTokenId() == JsonTokenId.ID_NUMBER_INT
                && Math.abs(value) >= wholeMax
                && new BigDecimal(value).compareTo(in.getDecimalValue()) != 0) {
            throw ValueFault.mismatch("is a whole number that would be rounded");
        }
        return value;
    }

    private static BigInteger small(BigInteger value) {
        if (value.bitLength() > BITS_MAX) {
            throw ValueFault.mismatch("has " + value.bitLength() + " bits (expected: at most " + BITS_MAX + ")");
        }
        return value;
    }

    private static BigDecimal small(BigDecimal value) {
        if (Math.abs((long) value.scale()) > SCALE_MAX) {
            throw ValueFault.mismatch("has a scale of " + value.scale() + " (expected: within ±" + SCALE_MAX + ")");
        }
        small(value.unscaledValue());
        return value;
    }
}
