package dev.socle.messaging.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One record of a closed family, told by the name in one of its fields, wherever that field stands. */
final class UnionShape extends Shape {

    private final String name;
    private final String tag;
    private final Map<String, RecordShape> byName;
    private final Map<Class<?>, String> names;

    UnionShape(String name, String tag, Map<String, RecordShape> byName, Map<Class<?>, String> names) {
        this.name = name;
        this.tag = tag;
        this.byName = byName;
        this.names = new HashMap<>(names);
    }

    @Override
    Object read(Reading in) {
        JsonParser parser = in.parser();
        if (!parser.isExpectedStartObjectToken()) {
            throw ValueFault.expected(expected(), parser);
        }
        int start = in.position();
        String first = parser.nextName();
        if (tag.equals(first)) {
            RecordShape shape = shape(parser.nextToken() == JsonToken.VALUE_STRING ? parser.getString() : null);
            return shape.readFields(in, parser.nextNameMatch(shape.matcher()), true);
        }
        RecordShape shape = shape(first == null ? null : nameAhead(in, start));
        return shape.readFields(in, parser.currentNameMatch(shape.matcher()), false);
    }

    @Override
    void writeValue(Object value, JsonGenerator out) {
        String written = names.get(value.getClass());
        RecordShape shape = written == null ? null : byName.get(written);
        if (shape == null) {
            throw ValueFault.mismatch("is none of the records of " + name);
        }
        out.writeStartObject(value);
        out.writeName(tag);
        out.writeString(written);
        shape.writeFields(value, out);
        out.writeEndObject();
    }

    @Override
    String expected() {
        return "object " + name;
    }

    @Override
    Schema schema(Set<Shape> described) {
        if (!described.add(this)) {
            return Schema.ref(name);
        }
        List<Schema.Case> cases = new ArrayList<>();
        byName.forEach((value, shape) -> cases.add(new Schema.Case(tag, value, shape.schema(described))));
        return Schema.oneOf(name, cases);
    }

    private RecordShape shape(@Nullable String found) {
        RecordShape shape = found == null ? null : byName.get(found);
        if (shape == null) {
            String how = found == null ? "is missing or no string" : "names none of them";
            throw ValueFault.mismatch(how + " (expected: " + String.join(", ", byName.keySet()) + ")")
                    .in(tag);
        }
        return shape;
    }

    /** Reads the name with a parser of its own, as it stands behind fields whose meaning depends on it. */
    private @Nullable String nameAhead(Reading in, int start) {
        try (JsonParser ahead = in.parserAt(start)) {
            ahead.nextToken();
            for (String field = ahead.nextName(); field != null; field = ahead.nextName()) {
                JsonToken token = ahead.nextToken();
                if (field.equals(tag)) {
                    return token == JsonToken.VALUE_STRING ? ahead.getString() : null;
                }
                ahead.skipChildren();
            }
        }
        return null;
    }
}
