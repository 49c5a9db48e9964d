package dev.socle.messaging.service;

import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a requester learns of failures in handlers: an {@link InteractionException} as it is, of all others an id only,
 * under which the cause stands in this side's log.
 *
 * <p><b>Threading:</b> any thread.
 * <p><b>Limits:</b> 10 failures a second are logged, for the whole process; the next line says how many were not.
 */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final Failures SHARED = new Failures(System::nanoTime, LOG::error);
    private static final long NANOS_PER_LINE = 100_000_000;
    private static final long BURST_NANOS = 10 * NANOS_PER_LINE;

    private final LongSupplier clock;
    private final BiConsumer<String, Throwable> log;
    /** The time up to which lines are paid for: each one moves it on, and it never lags by more than the burst. */
    private final AtomicLong paidUntil;

    private final AtomicLong dropped = new AtomicLong();

    Failures(LongSupplier clock, BiConsumer<String, Throwable> log) {
        this.clock = clock;
        this.log = log;
        this.paidUntil = new AtomicLong(clock.getAsLong() - BURST_NANOS);
    }

    /** The one that all routers share, so that the limit holds for the process. */
    static Failures shared() {
        return SHARED;
    }

    /** An error for the requester; the text is made safe. */
    static InteractionException answer(int code, String text) {
        return InteractionException.of(code, Texts.printable(text, Texts.ERROR_LENGTH_MAX));
    }

    /** What the requester learns of a failure in a method. */
    InteractionException answer(ServiceMethod method, Throwable cause) {
        if (cause instanceof InteractionException chosen && ErrorCode.isStreamCode(chosen.code())) {
            String text = String.valueOf(chosen.getMessage());
            String safe = Texts.printable(text, Texts.ERROR_LENGTH_MAX);
            return safe.equals(text) ? chosen : InteractionException.of(chosen.code(), safe);
        }
        String id = String.format("%08x", ThreadLocalRandom.current().nextInt());
        log(method, id, cause);
        return InteractionException.of(ErrorCode.APPLICATION_ERROR, "internal error, id " + id);
    }

    private void log(ServiceMethod method, String id, Throwable cause) {
        if (!isDue()) {
            dropped.incrementAndGet();
            return;
        }
        long unsaid = dropped.getAndSet(0);
        String more = unsaid == 0 ? "" : " (" + unsaid + " more were not logged)";
        log.accept("Handler of route \"" + method.route() + "\" failed; the requester was told id " + id + more, cause);
    }

    private boolean isDue() {
        long now = clock.getAsLong();
        while (true) {
            long paid = paidUntil.get();
            // Differences, for the clock may be negative.
            long next = (now - paid > BURST_NANOS ? now - BURST_NANOS : paid) + NANOS_PER_LINE;
            if (next - now > 0) {
                return false;
            }
            if (paidUntil.compareAndSet(paid, next)) {
                return true;
            }
        }
    }
}
