package dev.socle.messaging.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** A map from text, or from something that a text stands for, to values of one type, none of them null. */
final class MapShape extends Shape {

    private final Function<String, ?> key;
    private final Shape value;

    /** A shape whose keys are made by a function that refuses with an {@link IllegalArgumentException}. */
    MapShape(Function<String, ?> key, Shape value) {
        this.key = key;
        this.value = value;
    }

    @Override
    Object read(Reading in) {
        JsonParser parser = in.parser();
        if (!parser.isExpectedStartObjectToken()) {
            throw ValueFault.expected(expected(), parser);
        }
        Map<Object, Object> entries = new LinkedHashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            if (entries.put(key(name), entry(in)) != null) {
                throw ValueFault.mismatch("has a key twice").inEntry();
            }
        }
        return entries;
    }

    @Override
    void writeValue(Object map, JsonGenerator out) {
        out.writeStartObject(map, ((Map<?, ?>) map).size());
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
            if (entry.getKey() == null) {
                throw ValueFault.mismatch("has a key that is null").inEntry();
            }
            String name = entry.getKey() instanceof Enum<?> constant
                    ? constant.name()
                    : entry.getKey().toString();
            Utf8.requireWholePairs(name, "key");
            out.writeName(name);
            try {
                value.write(entry.getValue(), out);
            } catch (ValueFault e) {
                throw e.inEntry();
            }
        }
        out.writeEndObject();
    }

    @Override
    String expected() {
        return "object";
    }

    @Override
    Schema schema(Set<Shape> described) {
        return Schema.of("map", value.schema(described));
    }

    private Object key(String name) {
        try {
            return key.apply(name);
        } catch (IllegalArgumentException e) {
            throw ValueFault.mismatch("has a key that is no such value").inEntry();
        }
    }

    private Object entry(Reading in) {
        try {
            return value.read(in);
        } catch (ValueFault e) {
            throw e.inEntry();
        }
    }
}
