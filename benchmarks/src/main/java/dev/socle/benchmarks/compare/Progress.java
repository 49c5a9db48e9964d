package dev.socle.benchmarks.compare;

import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Counts the calls of a client, and times them if asked to. Calls are answered on one event loop; any thread may look. */
final class Progress {

    private static final long SLOWEST_NANOS = 60_000_000_000L;

    private final AtomicLong answered = new AtomicLong();
    private final Recorder times = new Recorder(SLOWEST_NANOS, 3);
    private final boolean isTimed;

    Progress(boolean isTimed) {
        this.isTimed = isTimed;
    }

    /** What to give to {@link #answered} when the call that begins now has its answer. */
    long begin() {
        return isTimed ? System.nanoTime() : 0;
    }

    /** A right answer has come. */
    void answered(long begun) {
        answered.lazySet(answered.get() + 1); // one writer
        if (isTimed) {
            times.recordValue(System.nanoTime() - begun);
        }
    }

    long count() {
        return answered.get();
    }

    /** The times since the last look. */
    Histogram takeTimes() {
        return times.getIntervalHistogram();
    }

    /** A wrong or missing answer makes the whole run worthless. */
    static void fail(Throwable failure) {
        failure.printStackTrace();
        Runtime.getRuntime().halt(1);
    }
}
