package dev.socle.benchmarks.compare.load;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends one request at a time and checks its answer; its load says what comes then. */
abstract class Caller {

    private final Progress progress;
    private final Lane lane;
    private @Nullable Consumer<Caller> onDone;
    private long begunNanos;

    Caller(Progress progress) {
        this.progress = progress;
        this.lane = progress.lane();
    }

    /** What to do after each answer. */
    final void then(Consumer<Caller> next) {
        onDone = next;
    }

    /** Sends a request that counts as begun at that time. */
    final void send(long begun) {
        begunNanos = begun;
        sendNext();
    }

    abstract void sendNext();

    final void answered() {
        lane.answered(begunNanos);
        Objects.requireNonNull(onDone).accept(this);
    }

    public final void onFailure(Throwable failure) {
        progress.fail(failure);
    }
}
