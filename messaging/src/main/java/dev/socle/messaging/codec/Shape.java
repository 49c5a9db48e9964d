package dev.socle.messaging.codec;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * How the values of one type look as tokens. Shapes are made once, when a contract is registered, and are what decides
 * how a value is read: no message can name a class.
 *
 * <p><b>Threading:</b> immutable once made.
 */
abstract class Shape {

    /** Reads a value. The parser stands on the value's first token, null included, and is left on its last. */
    abstract Object read(Reading in);

    /** Writes a value, which must not be null. */
    final void write(@Nullable Object value, JsonGenerator out) {
        if (value == null) {
            throw ValueFault.mismatch("is null (expected: " + expected() + ")");
        }
        writeValue(value, out);
    }

    abstract void writeValue(Object value, JsonGenerator out);

    /** What a reader of an error should have sent, such as {@code string}. */
    abstract String expected();

    /** The type in words; a type that was described before is only named. */
    abstract Schema schema(Set<Shape> described);
}
