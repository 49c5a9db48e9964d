package dev.socle.benchmarks.compare.load;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * How a client's load goes: whether it goes on, how many right answers came, how long they took if that is asked for, and
 * what went wrong.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class Progress {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long SLOWEST_NANOS = 60_000_000_000L;

    private final List<Lane> lanes = new CopyOnWriteArrayList<>();
    private final @Nullable Recorder times;
    private final Consumer<Throwable> onFailure;
    private volatile boolean isRunning;
    private volatile CountDownLatch atWork = new CountDownLatch(0);

    /**
     * Of a load that has not begun.
     *
     * @param onFailure what to do when an answer is wrong or missing; called at each of them
     */
    public Progress(boolean isTimed, Consumer<Throwable> onFailure) {
        this.times = isTimed ? new Recorder(SLOWEST_NANOS, 3) : null;
        this.onFailure = onFailure;
    }

    /** Right answers so far. */
    public long count() {
        return lanes.stream().mapToLong(Lane::count).sum();
    }

    /** The times since the last look, or null when none are taken. */
    public @Nullable Histogram takeTimes() {
        return times == null ? null : times.getIntervalHistogram();
    }

    /** Lets callers end after their next answer; returns when all have it. One that gets none is a failure. */
    public void stop() throws InterruptedException {
        isRunning = false;
        if (!atWork.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            fail(new WrongAnswerException(
                    atWork.getCount() + " callers still had no answer after " + PATIENCE.toSeconds() + " s"));
        }
    }

    /** So many callers begin. */
    void begin(int callers) {
        atWork = new CountDownLatch(callers);
        isRunning = true;
    }

    /** Whether to call again; if not, the caller says that it has ended. */
    boolean goesOn() {
        return isRunning;
    }

    void ended() {
        atWork.countDown();
    }

    void fail(Throwable failure) {
        onFailure.accept(failure);
    }

    /** A counter for one more caller. */
    Lane lane() {
        Lane lane = new Lane(this);
        lanes.add(lane);
        return lane;
    }

    boolean isTimed() {
        return times != null;
    }

    void record(long nanos) {
        Objects.requireNonNull(times).recordValue(Math.min(Math.max(nanos, 0), SLOWEST_NANOS));
    }
}
