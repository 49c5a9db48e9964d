package dev.socle.messaging.codec;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A class with what annotations say about it in XDR, and the types of its arguments; of an array, its element is the
 * argument.
 *
 * @param fixed number of elements, or {@link #NONE}
 * @param max most bytes or elements, or {@link #NONE}
 */
record XdrType(Class<?> raw, boolean isUnsigned, boolean isLinked, int fixed, int max, List<XdrType> arguments) {

    private static final int NONE = Integer.MIN_VALUE;

    /** The type without annotations; null when it leaves open what it holds. */
    static @Nullable XdrType of(Type type) {
        GenericType resolved = GenericType.resolve(type, Map.of());
        return resolved == null ? null : of(resolved);
    }

    /** The type with its annotations; null when it leaves open what it holds. */
    static @Nullable XdrType of(AnnotatedType type) {
        if (type instanceof AnnotatedArrayType array) {
            XdrType element = of(array.getAnnotatedGenericComponentType());
            return element == null ? null : annotated(element.raw.arrayType(), type, List.of(element));
        }
        if (type instanceof AnnotatedParameterizedType parameterized) {
            List<XdrType> arguments = new ArrayList<>();
            for (AnnotatedType argument : parameterized.getAnnotatedActualTypeArguments()) {
                XdrType resolved = of(argument);
                if (resolved == null) {
                    return null;
                }
                arguments.add(resolved);
            }
            GenericType resolved = GenericType.resolve(type.getType(), Map.of());
            return resolved == null ? null : annotated(resolved.raw(), type, List.copyOf(arguments));
        }
        return type.getType() instanceof Class<?> raw ? annotated(raw, type, List.of()) : null;
    }

    private static XdrType of(GenericType type) {
        return new XdrType(
                type.raw(),
                false,
                false,
                NONE,
                NONE,
                type.arguments().stream().map(XdrType::of).toList());
    }

    private static XdrType annotated(Class<?> raw, AnnotatedElement element, List<XdrType> arguments) {
        XdrFixed fixed = element.getAnnotation(XdrFixed.class);
        XdrMax max = element.getAnnotation(XdrMax.class);
        return new XdrType(
                raw,
                has(element, XdrUnsigned.class),
                has(element, XdrLinked.class),
                fixed == null ? NONE : fixed.value(),
                max == null ? NONE : max.value(),
                arguments);
    }

    private static boolean has(AnnotatedElement element, Class<? extends Annotation> annotation) {
        return element.isAnnotationPresent(annotation);
    }

    /** The most bytes or elements, where nothing is said as many as XDR can count. */
    int maxOrAll() {
        return max == NONE ? Integer.MAX_VALUE : max;
    }

    boolean isFixed() {
        return fixed != NONE;
    }

    /** What is wrong with the annotations, or null. */
    @Nullable
    String fault() {
        boolean isArray = raw.isArray() || raw == List.class;
        if (isUnsigned && (raw == int.class || raw == Integer.class)) {
            return "@XdrUnsigned on int, which does not hold all values (expected: long, or int without it)";
        }
        if (isUnsigned && raw != long.class && raw != Long.class && raw != BigInteger.class) {
            return "@XdrUnsigned on " + raw.getSimpleName() + " (expected: on long or BigInteger)";
        }
        if (isLinked && raw != List.class) {
            return "@XdrLinked on " + raw.getSimpleName() + " (expected: on a List)";
        }
        if (isFixed() && (!isArray || isLinked)) {
            return "@XdrFixed on " + name() + " (expected: on a List or an array, as in byte @XdrFixed(4) [])";
        }
        if (max != NONE && !isArray && raw != String.class) {
            return "@XdrMax on " + name() + " (expected: on a String, a List or an array, as in byte @XdrMax(4) [])";
        }
        if (isFixed() && max != NONE) {
            return "@XdrFixed and @XdrMax together (expected: one of them)";
        }
        int count = isFixed() ? fixed : maxOrAll();
        return count < 0 ? "a count of " + count + " (expected: 0 or more)" : null;
    }

    private String name() {
        return isLinked ? "a linked List" : raw.getSimpleName();
    }
}
