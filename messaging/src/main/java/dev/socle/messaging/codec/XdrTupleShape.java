package dev.socle.messaging.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several values one after the other, as an {@code Object[]}: a struct that has no record. */
final class XdrTupleShape extends XdrShape {

    private final List<XdrShape> elements;

    XdrTupleShape(List<XdrShape> elements) {
        this.elements = List.copyOf(elements);
    }

    @Override
    Object read(XdrReader in) {
        @Nullable Object[] values = new @Nullable Object[elements.size()];
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = elements.get(i).read(in);
            } catch (ValueFault e) {
                throw e.in(i);
            }
        }
        return values;
    }

    @Override
    void writeValue(Object value, XdrWriter out) {
        Object[] values = (Object[]) value;
        for (int i = 0; i < elements.size(); i++) {
            try {
                elements.get(i).write(values[i], out);
            } catch (ValueFault e) {
                throw e.in(i);
            }
        }
    }

    @Override
    long bytesMin() {
        return 0;
    }

    @Override
    String expected() {
        return elements.size() + " values";
    }
}
