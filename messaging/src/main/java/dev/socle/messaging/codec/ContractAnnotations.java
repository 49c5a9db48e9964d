package dev.socle.messaging.codec;

import com.fasterxml.jackson.annotation.JacksonAnnotation;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What annotations say about a contract: names of fields and of records, and what may be null.
 *
 * <p>Of Jackson's annotations those are heard that give names. Any other is a fault: ignored, it would deceive whoever
 * wrote it.
 */
final class ContractAnnotations {

    private static final Set<Class<?>> HEARD =
            Set.of(JsonProperty.class, JsonTypeName.class, JsonTypeInfo.class, JsonSubTypes.class);

    private ContractAnnotations() {}

    /** The name of a component's field. */
    static String fieldName(RecordComponent component) {
        JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
        return property == null || property.value().isEmpty() ? component.getName() : property.value();
    }

    /** Whether a component may be null: any annotation of that name says so. */
    static boolean isNullable(RecordComponent component) {
        return hasNullable(component.getAnnotatedType()) || hasNullable(component);
    }

    /** Whether something inside a component's type may be null, such as the elements of a list. */
    static boolean hasNullableInside(AnnotatedType type) {
        if (type instanceof AnnotatedParameterizedType parameterized) {
            for (AnnotatedType argument : parameterized.getAnnotatedActualTypeArguments()) {
                if (hasNullable(argument) || hasNullableInside(argument)) {
                    return true;
                }
            }
        }
        return type instanceof AnnotatedArrayType array
                && (hasNullable(array.getAnnotatedGenericComponentType())
                        || hasNullableInside(array.getAnnotatedGenericComponentType()));
    }

    /** The field that tells the records of a sealed interface apart. */
    static String tag(Class<?> union) {
        JsonTypeInfo info = union.getAnnotation(JsonTypeInfo.class);
        return info == null || info.property().isEmpty() ? "type" : info.property();
    }

    /** The name of a record within a sealed interface, or null when it has none. */
    static @Nullable String nameWithin(Class<?> union, Class<?> type) {
        JsonSubTypes subTypes = union.getAnnotation(JsonSubTypes.class);
        if (subTypes != null) {
            for (JsonSubTypes.Type each : subTypes.value()) {
                if (each.value() == type && !each.name().isEmpty()) {
                    return each.name();
                }
            }
        }
        JsonTypeName name = type.getAnnotation(JsonTypeName.class);
        return name == null || name.value().isEmpty() ? null : name.value();
    }

    /** What is wrong with the annotations, or null. */
    static @Nullable String fault(AnnotatedElement element) {
        for (Annotation annotation : element.getAnnotations()) {
            Class<?> type = annotation.annotationType();
            if (annotation instanceof JsonTypeInfo info) {
                if (info.use() != JsonTypeInfo.Id.NAME) {
                    return "@JsonTypeInfo(use = " + info.use() + ") lets a message choose the class (expected: NAME)";
                }
                if (info.include() != JsonTypeInfo.As.PROPERTY) {
                    return "@JsonTypeInfo(include = " + info.include() + ") is not supported (expected: PROPERTY)";
                }
            } else if (!HEARD.contains(type)
                    && (type.isAnnotationPresent(JacksonAnnotation.class)
                            || type.getName().startsWith("tools.jackson."))) {
                return "@" + type.getSimpleName() + " is not supported, and would be ignored";
            }
        }
        return null;
    }

    private static boolean hasNullable(AnnotatedElement element) {
        for (Annotation annotation : element.getAnnotations()) {
            if (annotation.annotationType().getSimpleName().equals("Nullable")) {
                return true;
            }
        }
        return false;
    }
}
