package dev.socle.messaging.codec;

import org.jspecify.annotations.Nullable;

/** Stands for a type inside itself, while that type's shape is being made. */
final class XdrLaterShape extends XdrShape {

    private final String name;
    private @Nullable XdrShape shape;

    XdrLaterShape(String name) {
        this.name = name;
    }

    void resolve(XdrShape made) {
        shape = made;
    }

    @Override
    @Nullable
    Object read(XdrReader in) {
        return shape().read(in);
    }

    @Override
    void writeValue(Object value, XdrWriter out) {
        shape().write(value, out);
    }

    /** Zero, as it is asked while the shape is made. */
    @Override
    long bytesMin() {
        return 0;
    }

    @Override
    String expected() {
        return "struct " + name;
    }

    private XdrShape shape() {
        XdrShape made = shape;
        if (made == null) {
            throw new IllegalStateException("the shape of " + name + " is not made yet");
        }
        return made;
    }
}
