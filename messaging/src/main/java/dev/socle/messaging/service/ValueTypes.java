package dev.socle.messaging.service;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Tells types of values from containers and open types, by their shape; what is inside is for the codecs to judge. */
final class ValueTypes {

    /** Containers that mean something to people but have no place in a message. */
    private static final List<Class<?>> NO_VALUES = List.of(
            Publisher.class,
            CompletionStage.class,
            Future.class,
            Optional.class,
            BaseStream.class,
            Iterator.class,
            Void.class,
            void.class);

    private ValueTypes() {}

    /** Why values of a type cannot travel, or null. */
    static @Nullable String fault(Type type) {
        if (type instanceof TypeVariable) {
            return "type variable " + type.getTypeName() + ": a message needs types that are known";
        }
        if (type instanceof WildcardType) {
            return "wildcard " + type.getTypeName() + ": a message needs types that are known";
        }
        if (type instanceof GenericArrayType array) {
            return fault(array.getGenericComponentType());
        }
        if (type instanceof ParameterizedType generic) {
            String why = fault((Class<?>) generic.getRawType(), true);
            for (Type argument : generic.getActualTypeArguments()) {
                why = why == null ? fault(argument) : why;
            }
            return why;
        }
        return fault((Class<?>) type, false);
    }

    private static @Nullable String fault(Class<?> type, boolean hasArguments) {
        if (type.isArray()) {
            return fault(type.getComponentType());
        }
        if (!hasArguments && type.getTypeParameters().length > 0) {
            return "raw type " + type.getSimpleName() + ": a message needs types that are known";
        }
        boolean isValue = NO_VALUES.stream().noneMatch(no -> no.isAssignableFrom(type));
        return isValue ? null : type.getSimpleName() + " is no value";
    }
}
