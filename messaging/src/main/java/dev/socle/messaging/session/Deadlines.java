package dev.socle.messaging.session;

import dev.socle.transport.Connection;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * Watches the deadlines of a session's streams with one timer. All on the loop.
 *
 * <p>It only remembers the earliest deadline that it was told; when that time has come, the session is swept, which finds
 * the late streams and the next deadline. Streams that end in time, nearly all, cost one comparison. With deadlines of the
 * same length a sweep comes once per such length, whatever the load.
 */
final class Deadlines {

    private static final long TICK_MILLIS = 5;

    private final Connection connection;
    private final Runnable sweep;
    private long earliestNanos = Long.MAX_VALUE;
    private @Nullable Disposable timer;

    Deadlines(Connection connection, Runnable sweep) {
        this.connection = connection;
        this.sweep = sweep;
    }

    /** A stream must have ended by then; {@link Long#MAX_VALUE} for never. */
    void watch(long deadlineNanos) {
        if (deadlineNanos != Long.MAX_VALUE && (earliestNanos == Long.MAX_VALUE || deadlineNanos - earliestNanos < 0)) {
            earliestNanos = deadlineNanos;
            cancel();
            long delayMillis = (deadlineNanos - System.nanoTime()) / 1_000_000L;
            timer = connection.schedule(this::due, Math.max(TICK_MILLIS, delayMillis + 1));
        }
    }

    void cancel() {
        if (timer != null) {
            timer.dispose();
            timer = null;
        }
    }

    private void due() {
        timer = null;
        earliestNanos = Long.MAX_VALUE;
        sweep.run();
    }
}
