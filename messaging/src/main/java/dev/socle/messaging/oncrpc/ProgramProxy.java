package dev.socle.messaging.oncrpc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What stands behind a proxy: from a Java method to the call of its procedure. */
final class ProgramProxy implements InvocationHandler {

    private static final Object[] NO_ARGUMENTS = new Object[0];

    private final Class<?> service;
    private final CallPath path;
    private final Map<Method, Procedure> procedures = new HashMap<>();

    private ProgramProxy(Class<?> service, List<Procedure> procedures, CallPath path) {
        this.service = service;
        this.path = path;
        procedures.forEach(each -> this.procedures.put(each.method().declaration(), each));
    }

    static <S> S of(Class<S> service, List<Procedure> procedures, CallPath path) {
        ProgramProxy handler = new ProgramProxy(service, procedures, path);
        return service.cast(Proxy.newProxyInstance(service.getClassLoader(), new Class<?>[] {service}, handler));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Procedure procedure = procedures.get(method);
        if (procedure != null) {
            return call(procedure, checked(arguments, procedure));
        }
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "OncRpcClient of " + service.getName();
        };
    }

    private @Nullable Object call(Procedure procedure, Object[] arguments) {
        Mono<Object> answer = path.call(procedure, arguments)
                .flatMap(result -> Mono.justOrEmpty(result.length == 0 ? null : result[0]));
        return switch (procedure.method().style()) {
            case REACTIVE -> answer;
            case STAGE -> answer.toFuture();
            case BLOCKING -> {
                if (Schedulers.isInNonBlockingThread()) {
                    throw new IllegalStateException(procedure.method() + " waits for its answer, and thread "
                            + Thread.currentThread().getName()
                            + " must not wait: call it from another thread, or let the method return Mono");
                }
                yield answer.block();
            }
        };
    }

    private static Object[] checked(@Nullable Object @Nullable [] arguments, Procedure procedure) {
        if (arguments == null) {
            return NO_ARGUMENTS;
        }
        Object[] checked = new Object[arguments.length];
        for (int i = 0; i < checked.length; i++) {
            Object argument = arguments[i];
            if (argument == null) {
                throw new NullPointerException(
                        "null for method " + procedure.method() + " (parameter #" + (i + 1) + ")");
            }
            checked[i] = argument;
        }
        return checked;
    }
}
