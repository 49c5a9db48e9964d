package dev.socle.messaging.oncrpc;

import dev.socle.messaging.service.Style;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A procedure with the object that answers it. */
record ServedProcedure(Procedure procedure, Object target) {

    ServedProcedure {
        try {
            procedure.method().declaration().setAccessible(true);
        } catch (InaccessibleObjectException closed) {
            throw new IllegalArgumentException(
                    "an interface whose package is not open to " + ServedProcedure.class.getPackageName()
                            + " for method " + procedure.method(),
                    closed);
        }
    }

    /** Calls the method; a method of the blocking style runs on a thread that may wait. Empty for void and null. */
    Mono<Object> invoke(Object[] arguments) {
        Style style = procedure.method().style();
        return switch (style) {
            case REACTIVE -> Mono.defer(() -> reactive(call(arguments)));
            case STAGE -> Mono.defer(() -> staged(call(arguments)));
            case BLOCKING -> Mono.fromCallable(() -> call(arguments)).subscribeOn(Schedulers.boundedElastic());
        };
    }

    private Mono<Object> reactive(@Nullable Object returned) {
        return returned instanceof Mono<?> mono ? mono.cast(Object.class) : Mono.error(gaveNull());
    }

    private Mono<Object> staged(@Nullable Object returned) {
        return returned instanceof CompletionStage<?> stage
                ? Mono.fromCompletionStage(stage).cast(Object.class)
                : Mono.error(gaveNull());
    }

    private IllegalStateException gaveNull() {
        return new IllegalStateException(procedure.method() + " gave null");
    }

    private @Nullable Object call(Object[] arguments) {
        Method method = procedure.method().declaration();
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw Exceptions.propagate(e.getTargetException());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
