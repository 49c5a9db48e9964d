package dev.socle.messaging.service;

import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.Outcome;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Waits for an answer on the caller's thread; the deadline of the request ends the wait. */
final class BlockingWait {

    private BlockingWait() {}

    /**
     * Refuses a thread that must not wait.
     *
     * <p><b>Errors:</b> {@link IllegalStateException}; nothing was sent.
     */
    static void refuseOnLoop(ServiceMethod method) {
        if (Schedulers.isInNonBlockingThread()) {
            throw new IllegalStateException(method + " waits for its answer, and thread "
                    + Thread.currentThread().getName()
                    + " must not wait: call it from another thread, or let the method return Mono");
        }
    }

    /**
     * The value of the answer; null where the method gives none.
     *
     * <p><b>Errors:</b> what the answer ended with, itself; {@link NoSuchElementException} when a value is missing. An
     * interrupt cancels the request; it is thrown as such if the method declares it, else it stays with the thread and
     * CANCELED is thrown.
     */
    static @Nullable Object await(Mono<?> answer, ServiceMethod method) throws Throwable {
        CompletableFuture<?> future = answer.toFuture();
        Object value;
        try {
            value = future.get();
        } catch (ExecutionException e) {
            throw e.getCause() == null ? e : e.getCause();
        } catch (InterruptedException e) {
            future.cancel(true);
            if (Arrays.asList(method.declaration().getExceptionTypes()).contains(InterruptedException.class)) {
                throw e;
            }
            Thread.currentThread().interrupt();
            throw new InteractionException(
                    ErrorCode.CANCELED, Outcome.UNKNOWN, "Interrupted while " + method + " waited for its answer", e);
        }
        if (value == null && method.hasResult()) {
            throw new NoSuchElementException(method + " was answered without a value");
        }
        return value;
    }
}
