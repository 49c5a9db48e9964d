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

/**
 * Waits for the answers of one method on the callers' threads; the deadline of a request ends the wait.
 *
 * <p>A caller offers its processor to other threads a few times before it sleeps: with several callers and few processors the
 * answer is mostly there by then, and putting a thread to sleep and waking it costs more than all the rest of a call. Where
 * answers take longer than that, it is tried now and then only.
 * <p><b>Threading:</b> any thread that may wait; what is counted needs no more than a rough figure.
 */
final class BlockingWait {

    /** The rate of the benchmark {@code THREADS} is twice that of 0; with 16 and 32 it is no higher. */
    private static final int OFFERS = 8;

    /** So many waits in a row that ended asleep: offers do not help. */
    private static final int ASLEEP_MAX = 16;

    private final ServiceMethod method;
    private int asleepInARow;

    BlockingWait(ServiceMethod method) {
        this.method = method;
    }

    /**
     * Refuses a thread that must not wait.
     *
     * <p><b>Errors:</b> {@link IllegalStateException}; nothing was sent.
     */
    void refuseOnLoop() {
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
    @Nullable
    Object await(Mono<?> answer) throws Throwable {
        CompletableFuture<?> future = answer.toFuture();
        offerProcessor(future);
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

    @SuppressWarnings("ThreadPriorityCheck") // a hint, and nothing depends on it
    private void offerProcessor(CompletableFuture<?> future) {
        int asleep = asleepInARow;
        if (asleep < ASLEEP_MAX || asleep % ASLEEP_MAX == 0) {
            for (int i = 0; i < OFFERS && !future.isDone(); i++) {
                Thread.yield();
            }
        }
        asleepInARow = future.isDone() ? 0 : asleep + 1;
    }
}
