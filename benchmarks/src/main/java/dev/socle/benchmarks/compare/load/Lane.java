package dev.socle.benchmarks.compare.load;

import java.util.concurrent.atomic.AtomicLong;

/** The answers of one caller. <b>Threading:</b> one thread at a time counts; any thread may look. */
final class Lane {

    private final AtomicLong answered = new AtomicLong();
    private final Progress progress;

    Lane(Progress progress) {
        this.progress = progress;
    }

    /** So many right answers have come. */
    void answered(int more) {
        answered.lazySet(answered.get() + more); // one writer
    }

    /** A right answer has come to what began at that time. */
    void answered(long begunNanos) {
        answered(1);
        if (progress.isTimed()) {
            progress.record(System.nanoTime() - begunNanos);
        }
    }

    long count() {
        return answered.get();
    }
}
