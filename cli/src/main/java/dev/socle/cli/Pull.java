package dev.socle.cli;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/**
 * Hands the messages of a stream to a thread that waits for them. It asks for some at a time, and for more when those
 * were taken: who prints slowly slows the sender.
 *
 * <p><b>Threading:</b> one thread takes; messages may come from any.
 * <p><b>Limits:</b> holds no more messages than are asked for at a time.
 */
final class Pull<T> extends BaseSubscriber<T> {

    private final BlockingQueue<Signal<T>> signals = new LinkedBlockingQueue<>();
    private final long demand;
    private long left;
    private long asked;

    /**
     * Pulls a stream.
     *
     * @param demand how many messages are asked for at a time
     * @param take how many at all
     */
    Pull(long demand, long take) {
        this.demand = demand;
        this.left = take;
    }

    /** A message, the end in order, or the end in error. */
    private record Signal<T>(@Nullable T message, @Nullable Throwable failure) {}

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        askForMore();
    }

    @Override
    protected void hookOnNext(T message) {
        signals.add(new Signal<>(message, null));
    }

    @Override
    protected void hookOnComplete() {
        signals.add(new Signal<>(null, null));
    }

    @Override
    protected void hookOnError(Throwable failure) {
        signals.add(new Signal<>(null, failure));
    }

    /** Whether taking would wait. */
    boolean isEmpty() {
        return signals.isEmpty();
    }

    /**
     * The next message; null after the last one.
     *
     * <p><b>Errors:</b> the failure of the stream; {@link Silence} when nothing came in time.
     *
     * @param silenceMax how long to wait; null for ever
     */
    @Nullable
    T take(@Nullable Duration silenceMax) {
        if (left == 0) {
            cancel();
            return null;
        }
        if (asked == 0) {
            askForMore();
        }
        Signal<T> signal = await(silenceMax);
        if (signal.failure != null) {
            throw reactor.core.Exceptions.propagate(signal.failure);
        }
        asked--;
        left--;
        return signal.message;
    }

    private void askForMore() {
        asked = Math.min(demand, left);
        if (asked > 0) {
            request(asked);
        }
    }

    private Signal<T> await(@Nullable Duration silenceMax) {
        try {
            Signal<T> signal =
                    silenceMax == null ? signals.take() : signals.poll(silenceMax.toNanos(), TimeUnit.NANOSECONDS);
            if (signal == null) {
                cancel();
                throw new Silence("nothing came for " + (silenceMax == null ? "long" : Durations.text(silenceMax)));
            }
            return signal;
        } catch (InterruptedException e) {
            cancel();
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.REMOTE_ERROR, "interrupted", e);
        }
    }

    /** Nothing came for too long. */
    static final class Silence extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Silence(String message) {
            super(message);
        }
    }
}
