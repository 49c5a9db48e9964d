package dev.socle.messaging.codec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Names types without their packages, for errors. */
final class TypeNames {

    private TypeNames() {}

    static String simple(Type type) {
        if (type instanceof Class<?> raw) {
            return raw.getSimpleName();
        }
        if (type instanceof ParameterizedType generic) {
            return Arrays.stream(generic.getActualTypeArguments())
                    .map(TypeNames::simple)
                    .collect(Collectors.joining(", ", simple(generic.getRawType()) + "<", ">"));
        }
        return type.getTypeName();
    }
}
