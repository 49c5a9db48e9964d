package dev.socle.messaging.codec;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A class with the types of its arguments, in which no variable is left; of an array, its element is the argument. */
record GenericType(Class<?> raw, List<GenericType> arguments) {

    /** The type with its variables filled in; null when a wildcard or an unknown variable is in it. */
    static @Nullable GenericType resolve(Type type, Map<TypeVariable<?>, GenericType> variables) {
        if (type instanceof Class<?> raw) {
            return raw.isArray() ? array(resolve(raw.getComponentType(), variables)) : new GenericType(raw, List.of());
        }
        if (type instanceof GenericArrayType array) {
            return array(resolve(array.getGenericComponentType(), variables));
        }
        if (type instanceof TypeVariable<?> variable) {
            return variables.get(variable);
        }
        if (type instanceof ParameterizedType parameterized) {
            List<GenericType> arguments = new ArrayList<>();
            for (Type argument : parameterized.getActualTypeArguments()) {
                GenericType resolved = resolve(argument, variables);
                if (resolved == null) {
                    return null;
                }
                arguments.add(resolved);
            }
            return new GenericType((Class<?>) parameterized.getRawType(), List.copyOf(arguments));
        }
        return null;
    }

    /** What the class's own variables stand for. */
    Map<TypeVariable<?>, GenericType> variables() {
        TypeVariable<?>[] declared = raw.getTypeParameters();
        Map<TypeVariable<?>, GenericType> variables = new HashMap<>();
        for (int i = 0; i < declared.length; i++) {
            variables.put(declared[i], arguments.get(i));
        }
        return variables;
    }

    /** Whether the class wants arguments and has none. */
    boolean isRaw() {
        return !raw.isArray() && raw.getTypeParameters().length != arguments.size();
    }

    @Override
    public String toString() {
        if (raw.isArray() || arguments.isEmpty()) {
            return raw.getSimpleName();
        }
        StringBuilder text = new StringBuilder(raw.getSimpleName()).append('<');
        for (int i = 0; i < arguments.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(arguments.get(i));
        }
        return text.append('>').toString();
    }

    private static @Nullable GenericType array(@Nullable GenericType element) {
        return element == null ? null : new GenericType(element.raw.arrayType(), List.of(element));
    }
}
