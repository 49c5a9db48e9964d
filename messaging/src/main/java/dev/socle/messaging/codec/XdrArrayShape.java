package dev.socle.messaging.codec;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Elements of one type, as a {@code List} or an array: their number unless it is fixed, then one after the other.
 *
 * <p><b>Source:</b> RFC 4506, sections 4.12 and 4.13.
 */
final class XdrArrayShape extends XdrShape {

    private final XdrShape element;
    /** What the elements of a Java array are; null for a list. */
    private final @Nullable Class<?> component;

    private final boolean isFixed;
    private final int count;

    /** Elements of exactly this number, or of at most this number. */
    XdrArrayShape(XdrShape element, @Nullable Class<?> component, boolean isFixed, int count) {
        this.element = element;
        this.component = component;
        this.isFixed = isFixed;
        this.count = count;
    }

    @Override
    Object read(XdrReader in) {
        int length = isFixed ? count : in.readCount(count, "elements");
        in.begin(length, element.bytesMin());
        in.enter();
        Object values = component == null ? list(length, in) : array(component, length, in);
        in.leave();
        return values;
    }

    @Override
    void writeValue(Object value, XdrWriter out) {
        int length = component == null ? ((List<?>) value).size() : Array.getLength(value);
        if (!isFixed) {
            if (length > count) {
                throw XdrReader.limit(length + " elements", "its maximum", count);
            }
            out.writeInt(length);
        } else if (length != count) {
            throw ValueFault.mismatch("has " + length + " elements (expected: exactly " + count + ")");
        }
        out.begin(length);
        out.enter();
        for (int i = 0; i < length; i++) {
            try {
                element.write(component == null ? ((List<?>) value).get(i) : Array.get(value, i), out);
            } catch (ValueFault e) {
                throw e.in(i);
            }
        }
        out.leave();
    }

    @Override
    long bytesMin() {
        return isFixed ? Math.min(count * element.bytesMin(), Integer.MAX_VALUE) : 4;
    }

    @Override
    String expected() {
        return "array";
    }

    private Object list(int length, XdrReader in) {
        List<@Nullable Object> values = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            values.add(element(i, in));
        }
        return Collections.unmodifiableList(values);
    }

    private Object array(Class<?> type, int length, XdrReader in) {
        Object values = Array.newInstance(type, length);
        for (int i = 0; i < length; i++) {
            Array.set(values, i, element(i, in));
        }
        return values;
    }

    private @Nullable Object element(int position, XdrReader in) {
        try {
            return element.read(in);
        } catch (ValueFault e) {
            throw e.in(position);
        }
    }
}
