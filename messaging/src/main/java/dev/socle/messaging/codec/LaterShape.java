package dev.socle.messaging.codec;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Stands for a type inside itself, while that type's shape is being made. */
final class LaterShape extends Shape {

    private final String name;
    private @Nullable Shape shape;

    LaterShape(String name) {
        this.name = name;
    }

    void resolve(Shape made) {
        shape = made;
    }

    @Override
    Object read(Reading in) {
        return shape().read(in);
    }

    @Override
    void writeValue(Object value, JsonGenerator out) {
        shape().write(value, out);
    }

    @Override
    String expected() {
        return "object " + name;
    }

    @Override
    Schema schema(Set<Shape> described) {
        return Schema.ref(name);
    }

    private Shape shape() {
        Shape made = shape;
        if (made == null) {
            throw new IllegalStateException("the shape of " + name + " is not made yet");
        }
        return made;
    }
}
