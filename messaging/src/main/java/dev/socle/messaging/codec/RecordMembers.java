package dev.socle.messaging.codec;

import dev.socle.messaging.codec.CodecException.Reason;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes records and takes them apart, for every format.
 *
 * <p><b>Threading:</b> stateless.
 * <p><b>Errors:</b> {@link ValueFault} when the record's own code throws.
 */
final class RecordMembers {

    /** Else each call would make an array of none. */
    private static final Object[] NO_ARGUMENTS = new Object[0];

    private RecordMembers() {}

    /** The constructor that takes all components. */
    static Constructor<?> constructor(Class<?> raw) {
        try {
            return raw.getDeclaredConstructor(Arrays.stream(raw.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its constructor", e);
        }
    }

    /** A record of the values of its components. */
    static Object construct(String name, Constructor<?> constructor, @Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getTargetException();
            throw new ValueFault(
                    Reason.MISMATCH,
                    "is refused by " + name + " with " + cause.getClass().getSimpleName(),
                    cause);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The value of one component of a record. */
    static @Nullable Object get(String component, Method accessor, Object value) {
        try {
            return accessor.invoke(value, NO_ARGUMENTS);
        } catch (InvocationTargetException e) {
            throw new ValueFault(Reason.MISMATCH, "cannot be read from its record", e.getTargetException())
                    .in(component);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
