package dev.socle.messaging.codec;

import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;

/** A value or null. */
final class OptionalShape extends Shape {

    private final Shape value;

    OptionalShape(Shape value) {
        this.value = value;
    }

    @Override
    Object read(Reading in) {
        return in.parser().currentToken() == JsonToken.VALUE_NULL ? Optional.empty() : Optional.of(value.read(in));
    }

    @Override
    void writeValue(Object optional, JsonGenerator out) {
        Object present = ((Optional<?>) optional).orElse(null);
        if (present == null) {
            out.writeNull();
        } else {
            value.write(present, out);
        }
    }

    @Override
    String expected() {
        return value.expected();
    }

    @Override
    Schema schema(Set<Shape> described) {
        return value.schema(described);
    }
}
