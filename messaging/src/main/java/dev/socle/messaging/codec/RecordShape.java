package dev.socle.messaging.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.JsonTokenId;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

/** A record as an object: one field for each component, in any order. */
final class RecordShape extends Shape {

    /** Stands for a null that was read, where Java's null means that nothing was. */
    private static final Object NULL = new Object();

    private final String name;
    private final Constructor<?> constructor;
    private final Component[] components;
    private final PropertyNameMatcher matcher;
    private final boolean strict;

    /**
     * A component.
     *
     * @param absent what it is when its field is missing or null; null for Java's null
     * @param optional whether its field may be missing or null
     */
    record Component(
            String name,
            SerializedString written,
            Shape shape,
            Method accessor,
            boolean optional,
            @Nullable Object absent) {}

    /**
     * A shape.
     *
     * @param tag a field that tells records apart, and is read elsewhere; null for none
     */
    RecordShape(
            String name,
            Constructor<?> constructor,
            List<Component> components,
            @Nullable String tag,
            TokenStreamFactory factory,
            boolean strict) {
        this.name = name;
        this.constructor = constructor;
        this.components = components.toArray(new Component[0]);
        this.strict = strict;
        List<Named> names = new ArrayList<>();
        components.forEach(component -> names.add(Named.fromString(component.name())));
        if (tag != null) {
            names.add(Named.fromString(tag));
        }
        this.matcher = factory.constructNameMatcher(names, false);
    }

    @Override
    Object read(Reading in) {
        JsonParser parser = in.parser();
        if (!parser.isExpectedStartObjectToken()) {
            throw ValueFault.expected(expected(), parser);
        }
        return readFields(in, parser.nextNameMatch(matcher), false);
    }

    PropertyNameMatcher matcher() {
        return matcher;
    }

    /** Reads what is left of the object; {@code match} tells the name on which the parser stands. */
    Object readFields(Reading in, int match, boolean tagSeen) {
        JsonParser parser = in.parser();
        @Nullable Object[] values = new @Nullable Object[components.length];
        boolean tagged = tagSeen;
        while (match != PropertyNameMatcher.MATCH_END_OBJECT) {
            if (match < 0) {
                skipUnknown(parser);
            } else if (match == components.length ? tagged : values[match] != null) {
                throw ValueFault.mismatch("is there twice").in(parser.currentName());
            } else {
                parser.nextToken();
                if (match == components.length) {
                    tagged = true;
                } else {
                    values[match] = component(components[match], in);
                }
            }
            match = parser.nextNameMatch(matcher);
        }
        return construct(values);
    }

    @Override
    void writeValue(Object value, JsonGenerator out) {
        out.writeStartObject(value);
        writeFields(value, out);
        out.writeEndObject();
    }

    void writeFields(Object value, JsonGenerator out) {
        for (Component component : components) {
            Object each = get(component, value);
            if (component.optional && (each == null || each == component.absent)) {
                continue;
            }
            out.writeName(component.written);
            try {
                component.shape.write(each, out);
            } catch (ValueFault e) {
                throw e.in(component.name);
            }
        }
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
        List<Schema.Field> fields = new ArrayList<>();
        for (Component component : components) {
            fields.add(new Schema.Field(component.name, !component.optional, component.shape.schema(described)));
        }
        return Schema.object(name, fields);
    }

    private static Object component(Component component, Reading in) {
        if (component.optional && in.parser().currentToken() == JsonToken.VALUE_NULL) {
            return NULL;
        }
        try {
            return component.shape.read(in);
        } catch (ValueFault e) {
            throw e.in(component.name);
        }
    }

    private void skipUnknown(JsonParser parser) {
        if (parser.currentTokenId() != JsonTokenId.ID_PROPERTY_NAME) {
            throw ValueFault.mismatch("is cut off (expected: " + expected() + ")");
        }
        if (strict) {
            throw ValueFault.mismatch("is unknown to " + name).in(printable(parser.currentName()));
        }
        parser.nextToken();
        parser.skipChildren();
    }

    private Object construct(@Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            Component component = components[i];
            Object value = values[i];
            if (value == null && !component.optional) {
                throw ValueFault.mismatch("is missing (expected: " + component.shape.expected() + ")")
                        .in(component.name);
            }
            if (value == null || value == NULL) {
                values[i] = component.absent;
            }
        }
        return RecordMembers.construct(name, constructor, values);
    }

    private static @Nullable Object get(Component component, Object value) {
        return RecordMembers.get(component.name, component.accessor, value);
    }

    /** A name that somebody else chose, fit for an error. */
    private static String printable(String name) {
        String brief = name.length() > 64 ? name.substring(0, 64) + "…" : name;
        return brief.replaceAll("[^ -~…]", "?");
    }
}
