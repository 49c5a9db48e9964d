package dev.socle.messaging.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as a struct: its components one after the other, without names. A record without components is void.
 *
 * <p><b>Source:</b> RFC 4506, sections 4.14 and 4.16.
 */
final class XdrRecordShape extends XdrShape {

    private final String name;
    private final Constructor<?> constructor;
    private final Component[] components;
    private final long bytesMin;

    /**
     * A component.
     *
     * @param isDiscriminant whether its union reads and writes it
     */
    record Component(String name, XdrShape shape, Method accessor, boolean isDiscriminant) {}

    XdrRecordShape(String name, Constructor<?> constructor, List<Component> components) {
        this.name = name;
        this.constructor = constructor;
        this.components = components.toArray(new Component[0]);
        long min = 0;
        for (Component component : components) {
            min += component.isDiscriminant() ? 0 : component.shape().bytesMin();
        }
        this.bytesMin = Math.min(min, Integer.MAX_VALUE);
    }

    @Override
    Object read(XdrReader in) {
        return readArm(in, 0);
    }

    /** Reads what stands behind the discriminant. */
    Object readArm(XdrReader in, int discriminant) {
        @Nullable Object[] values = new @Nullable Object[components.length];
        in.enter();
        for (int i = 0; i < components.length; i++) {
            Component component = components[i];
            try {
                values[i] = component.isDiscriminant ? discriminant(component, discriminant) : component.shape.read(in);
            } catch (ValueFault e) {
                throw e.in(component.name);
            }
        }
        in.leave();
        return RecordMembers.construct(name, constructor, values);
    }

    @Override
    void writeValue(Object value, XdrWriter out) {
        out.enter();
        for (Component component : components) {
            if (!component.isDiscriminant) {
                try {
                    component.shape.write(get(component, value), out);
                } catch (ValueFault e) {
                    throw e.in(component.name);
                }
            }
        }
        out.leave();
    }

    /** The discriminant that a value of this record holds, or what is given when it holds none. */
    int discriminantOf(Object value, int otherwise) {
        for (Component component : components) {
            if (component.isDiscriminant) {
                Object held = get(component, value);
                if (held == null) {
                    throw ValueFault.mismatch("is null (expected: " + component.shape.expected() + ")")
                            .in(component.name);
                }
                return component.shape instanceof XdrEnumShape shape ? shape.number(held) : (Integer) held;
            }
        }
        return otherwise;
    }

    boolean hasDiscriminant() {
        for (Component component : components) {
            if (component.isDiscriminant) {
                return true;
            }
        }
        return false;
    }

    @Override
    long bytesMin() {
        return bytesMin;
    }

    @Override
    String expected() {
        return "struct " + name;
    }

    private static Object discriminant(Component component, int number) {
        return component.shape instanceof XdrEnumShape shape ? shape.constant(number) : (Object) number;
    }

    private static @Nullable Object get(Component component, Object value) {
        return RecordMembers.get(component.name, component.accessor, value);
    }
}
