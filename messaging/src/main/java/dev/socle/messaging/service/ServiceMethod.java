package dev.socle.messaging.service;

import dev.socle.messaging.session.Interaction;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * One method of a service interface, read once: how it is asked for and what travels.
 *
 * @param declaration the method itself, with its annotations
 * @param service the name of the service
 * @param route what a request names: service and method, joined by a dot
 * @param interaction how the two sides exchange its messages
 * @param style how it gives its result
 * @param parameterTypes what a request carries, in order; of a channel the type of its messages
 * @param resultType what an answer carries, or each of many; {@code void.class} for nothing
 * @param isIdempotent whether a request that may have been processed may be sent again
 * @param deadlineMillis how long a requester waits, in milliseconds; 0 when that is left to its proxy
 */
public record ServiceMethod(
        Method declaration,
        String service,
        String route,
        Interaction interaction,
        Style style,
        List<Type> parameterTypes,
        Type resultType,
        boolean isIdempotent,
        long deadlineMillis) {

    /** Bytes of a route at the most, as routing metadata has one byte for its length. */
    public static final int ROUTE_LENGTH_MAX = 255;

    public ServiceMethod {
        parameterTypes = List.copyOf(parameterTypes);
    }

    /**
     * The methods of a service interface, ordered by route. Static and default methods are none of them.
     *
     * <p><b>Errors:</b> {@link IllegalArgumentException} that lists every fault of the interface.
     */
    public static List<ServiceMethod> parse(Class<?> service) {
        List<String> faults = new ArrayList<>();
        List<ServiceMethod> methods = ServiceParser.parse(service, faults);
        Faults.throwIfAny(faults);
        return methods;
    }

    /** Whether answers carry a value. */
    public boolean hasResult() {
        return resultType != void.class;
    }

    /** The method as errors name it, for example {@code Greeter.greet}. */
    @Override
    public String toString() {
        return declaration.getDeclaringClass().getSimpleName() + "." + declaration.getName();
    }
}
