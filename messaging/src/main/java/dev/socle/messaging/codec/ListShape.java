package dev.socle.messaging.codec;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A list, set or array of values of one type, none of them null. */
final class ListShape extends Shape {

    private final Class<?> raw;
    private final Shape element;

    /** A shape for an array, {@code Set}, or something that an {@code ArrayList} is. */
    ListShape(Class<?> raw, Shape element) {
        this.raw = raw;
        this.element = element;
    }

    @Override
    Object read(Reading in) {
        JsonParser parser = in.parser();
        if (!parser.isExpectedStartArrayToken()) {
            throw ValueFault.expected(expected(), parser);
        }
        Collection<Object> values = raw == Set.class ? new LinkedHashSet<>() : new ArrayList<>();
        int read = 0;
        try {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                values.add(element.read(in));
                read++;
            }
        } catch (ValueFault e) {
            throw e.in(read);
        }
        return raw.isArray() ? toArray(values) : values;
    }

    @Override
    void writeValue(Object value, JsonGenerator out) {
        int written = 0;
        try {
            if (raw.isArray()) {
                int length = Array.getLength(value);
                out.writeStartArray(value, length);
                for (; written < length; written++) {
                    element.write(Array.get(value, written), out);
                }
            } else {
                Collection<?> values = (Collection<?>) value;
                out.writeStartArray(value, values.size());
                for (Object each : values) {
                    element.write(each, out);
                    written++;
                }
            }
        } catch (ValueFault e) {
            throw e.in(written);
        }
        out.writeEndArray();
    }

    @Override
    String expected() {
        return "array";
    }

    @Override
    Schema schema(Set<Shape> described) {
        return Schema.of("array", element.schema(described));
    }

    private Object toArray(Collection<Object> values) {
        Object array = Array.newInstance(raw.getComponentType(), values.size());
        int i = 0;
        for (Object value : values) {
            Array.set(array, i++, value);
        }
        return array;
    }
}
