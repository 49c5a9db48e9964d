package dev.socle.messaging.codec;

import org.jspecify.annotations.Nullable;

/**
 * How the values of one type look in XDR. Shapes are made once, when a contract is registered.
 *
 * <p><b>Threading:</b> immutable once made.
 */
abstract class XdrShape {

    /** Reads a value; null only where the type says that it may be. */
    abstract @Nullable Object read(XdrReader in);

    /** Writes a value; null only where the type says that it may be. */
    void write(@Nullable Object value, XdrWriter out) {
        if (value == null) {
            throw ValueFault.mismatch("is null (expected: " + expected() + ")");
        }
        writeValue(value, out);
    }

    abstract void writeValue(Object value, XdrWriter out);

    /** Bytes that a value takes at least, never more than an int holds. */
    abstract long bytesMin();

    /** What a reader of an error should have given, such as {@code string}. */
    abstract String expected();
}
