package dev.socle.messaging.service;

import dev.socle.messaging.codec.CodecException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a proxy: one look-up from the Java method to the call that was made for it.
 *
 * <p><b>Threading:</b> immutable after the proxy is made.
 */
final class ProxyHandler implements InvocationHandler {

    private final Class<?> service;
    private final Map<Method, ProxyCall> calls = new HashMap<>();
    private final Map<Method, MethodHandle> defaults = new HashMap<>();

    private ProxyHandler(Class<?> service) {
        this.service = service;
    }

    /** A proxy of a service; throws all faults of its interface, and what {@code fault} says of its methods. */
    static <S> S proxy(
            Class<S> service,
            Function<ServiceMethod, ProxyCall> callOf,
            Function<ServiceMethod, @Nullable String> fault,
            MethodCodecs codecs) {
        List<String> faults = new ArrayList<>();
        ProxyHandler handler = new ProxyHandler(service);
        for (ServiceMethod method : ServiceParser.parse(service, faults)) {
            String uncarried = fault.apply(method);
            if (uncarried == null) {
                handler.add(method, callOf, codecs, faults);
            } else {
                faults.add(uncarried + " for method " + method);
            }
        }
        Faults.throwIfAny(faults);
        S proxy = service.cast(Proxy.newProxyInstance(service.getClassLoader(), new Class<?>[] {service}, handler));
        handler.bindDefaults(proxy);
        return proxy;
    }

    private void add(
            ServiceMethod method, Function<ServiceMethod, ProxyCall> callOf, MethodCodecs codecs, List<String> faults) {
        int before = faults.size();
        codecs.check(method, faults);
        if (faults.size() > before) {
            return;
        }
        try {
            calls.put(method.declaration(), callOf.apply(method));
        } catch (CodecException unable) {
            faults.add(unable.getMessage() + " for method " + method);
        }
    }

    /** Default methods run here, on the proxy; what they call on it asks the other side. */
    private void bindDefaults(Object proxy) {
        for (Method method : service.getMethods()) {
            if (method.isDefault()) {
                defaults.put(method, bound(method, proxy));
            }
        }
    }

    private static MethodHandle bound(Method method, Object proxy) {
        Class<?> owner = method.getDeclaringClass();
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                    .unreflectSpecial(method, owner)
                    .bindTo(proxy);
        } catch (IllegalAccessException hidden) {
            throw new IllegalArgumentException(
                    "an interface whose package is not open to " + ProxyHandler.class.getPackageName()
                            + " for default method " + owner.getSimpleName() + "." + method.getName(),
                    hidden);
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        ProxyCall call = calls.get(method);
        return call != null ? call.invoke(arguments) : invokeLocal(proxy, method, arguments);
    }

    private @Nullable Object invokeLocal(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        MethodHandle inherited = defaults.get(method);
        if (inherited != null) {
            return arguments == null ? inherited.invoke() : inherited.invokeWithArguments(arguments);
        }
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "ServiceProxy of " + service.getName() + " (" + ServiceParser.nameOf(service) + ")";
        };
    }
}
