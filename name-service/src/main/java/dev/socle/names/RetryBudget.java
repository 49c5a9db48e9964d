package dev.socle.names;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How many requests may be sent again: one for each five that are sent at all, and ten a second besides, so that retries help
 * against single failures and never double the load of a service that is down.
 *
 * <p>Lock-free and approximate: requests are counted without an atomic operation, and looked at only when something failed.
 * <p><b>Threading:</b> any thread.
 * <p><b>Limits:</b> saved-up retries are worth at most ten seconds of the steady rate and a thousand requests.
 */
final class RetryBudget {

    private static final VarHandle REQUESTS;

    static {
        try {
            REQUESTS = MethodHandles.lookup().findVarHandle(RetryBudget.class, "requests", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int TRIES_MAX = 3;
    /** What a retry costs; a request earns a fifth of it. */
    private static final long RETRY_COST = 5;

    private static final long PER_SECOND = 10 * RETRY_COST;
    private static final long SAVED_MAX = 10 * PER_SECOND + 1_000;

    private final LongSupplier nanoTime;
    /** Threads that count at once may lose some of each other's; what can be saved up bounds the error. */
    @SuppressWarnings("unused") // through REQUESTS
    private long requests;

    private final AtomicLong saved = new AtomicLong(PER_SECOND);
    private final AtomicLong requestsPaid = new AtomicLong();
    private final AtomicLong paidAtNanos;

    RetryBudget(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        paidAtNanos = new AtomicLong(nanoTime.getAsLong());
    }

    /** A request is sent, for the first time or again. */
    void onRequest() {
        REQUESTS.setOpaque(this, (long) REQUESTS.getOpaque(this) + 1);
    }

    /** Takes what one more try costs, if it may be made. */
    boolean tryTake(int attempts) {
        if (attempts >= TRIES_MAX) {
            return false;
        }
        payIn();
        while (true) {
            long have = saved.get();
            if (have < RETRY_COST) {
                return false;
            }
            if (saved.compareAndSet(have, have - RETRY_COST)) {
                return true;
            }
        }
    }

    private void payIn() {
        long now = nanoTime.getAsLong();
        long paidAt = paidAtNanos.get();
        long units = (now - paidAt) * PER_SECOND / TimeUnit.SECONDS.toNanos(1);
        long paid = paidAt + units * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
        long timeEarned = units > 0 && paidAtNanos.compareAndSet(paidAt, paid) ? units : 0;
        long sent = (long) REQUESTS.getOpaque(this);
        long requestsEarned = Math.max(0, sent - requestsPaid.getAndSet(sent));
        if (timeEarned + requestsEarned > 0) {
            saved.accumulateAndGet(timeEarned + requestsEarned, (have, more) -> Math.min(SAVED_MAX, have + more));
        }
    }
}
