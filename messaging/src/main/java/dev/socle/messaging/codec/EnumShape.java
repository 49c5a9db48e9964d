package dev.socle.messaging.codec;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonTokenId;

/** A constant by its name. */
final class EnumShape extends Shape {

    private final String name;
    private final Map<String, Enum<?>> constants = new HashMap<>();
    private final List<String> names;

    EnumShape(Class<?> type) {
        name = type.getSimpleName();
        Enum<?>[] all = (Enum<?>[]) type.getEnumConstants();
        names = Arrays.stream(all).map(Enum::name).toList();
        for (Enum<?> constant : all) {
            constants.put(constant.name(), constant);
        }
    }

    @Override
    Object read(Reading in) {
        JsonParser parser = in.parser();
        if (parser.currentTokenId() != JsonTokenId.ID_STRING) {
            throw ValueFault.expected(expected(), parser);
        }
        Enum<?> constant = constants.get(parser.getString());
        if (constant == null) {
            throw ValueFault.mismatch("is no name that it may have (expected: " + expected() + ")");
        }
        return constant;
    }

    /** The constant of a name; an {@link IllegalArgumentException} where there is none. */
    Enum<?> requireConstant(String text) {
        Enum<?> constant = constants.get(text);
        if (constant == null) {
            throw new IllegalArgumentException();
        }
        return constant;
    }

    @Override
    void writeValue(Object value, JsonGenerator out) {
        out.writeString(((Enum<?>) value).name());
    }

    @Override
    String expected() {
        int shown = Math.min(names.size(), 8);
        String first = String.join(", ", names.subList(0, shown));
        return name + ": " + first + (shown < names.size() ? ", …" : "");
    }

    @Override
    Schema schema(Set<Shape> described) {
        return described.add(this) ? Schema.enumeration(name, names) : Schema.ref(name);
    }
}
