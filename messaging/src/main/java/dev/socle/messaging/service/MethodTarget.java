package dev.socle.messaging.service;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The user's method with its object, in one shape for all: one message in (nothing, the argument, or an array of
 * several), one object out.
 *
 * <p>A method handle, not a class made at run time: 7 ns a call against 5.5, where reflection takes 13, and decoding the
 * smallest message a hundred.
 */
final class MethodTarget {

    private static final MethodType SHAPE = MethodType.methodType(Object.class, Object.class);

    private final MethodHandle handle;

    private MethodTarget(MethodHandle handle) {
        this.handle = handle;
    }

    /**
     * Binds a method to an object.
     *
     * @throws IllegalAccessException if the interface is neither public nor open to this package
     */
    static MethodTarget of(Method declaration, Object target) throws IllegalAccessException {
        MethodHandle bound = unreflect(declaration).bindTo(target);
        int parameters = declaration.getParameterCount();
        MethodHandle shaped = switch (parameters) {
            case 0 -> MethodHandles.dropArguments(bound, 0, Object.class);
            case 1 -> bound;
            default -> bound.asFixedArity().asSpreader(Object[].class, parameters);
        };
        return new MethodTarget(shaped.asFixedArity().asType(SHAPE));
    }

    /** Calls the method. */
    @Nullable
    Object invoke(Object message) throws Throwable {
        return (@Nullable Object) handle.invokeExact(message);
    }

    private static MethodHandle unreflect(Method declaration) throws IllegalAccessException {
        try {
            return MethodHandles.publicLookup().unreflect(declaration);
        } catch (IllegalAccessException notPublic) {
            return MethodHandles.privateLookupIn(declaration.getDeclaringClass(), MethodHandles.lookup())
                    .unreflect(declaration);
        }
    }
}
