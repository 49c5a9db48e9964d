package dev.socle.messaging.service;

import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * Work that may block, done on an executor when its result is asked for; a result of null completes without a value.
 *
 * <p>Cancelling interrupts the work; if it has not begun, it never does, and what it would have used is given up.
 * <p><b>Errors:</b> {@link InteractionException} with {@link ErrorCode#REJECTED} when the executor takes no more.
 */
final class BlockingMono extends Mono<Object> {

    private final Executor executor;
    private final Work work;
    private final Runnable giveUp;

    BlockingMono(Executor executor, Work work, Runnable giveUp) {
        this.executor = executor;
        this.work = work;
        this.giveUp = giveUp;
    }

    @Override
    public void subscribe(CoreSubscriber<? super Object> subscriber) {
        subscriber.onSubscribe(new Run(subscriber));
    }

    /** Something that may block, and may fail in any way. */
    @FunctionalInterface
    interface Work {
        @Nullable
        Object run() throws Throwable;
    }

    /**
     * One run. Legal moves: NEW → WAITING → RUNNING → ENDED, and from each of the first three to CANCELLED.
     *
     * <p>The lock guards the state and the thread: no interrupt may reach a thread that has gone on to other work.
     */
    private final class Run implements Subscription, Runnable {

        private enum State {
            NEW,
            WAITING,
            RUNNING,
            ENDED,
            CANCELLED
        }

        private final CoreSubscriber<? super Object> subscriber;
        private State state = State.NEW;
        private @Nullable Thread thread;

        Run(CoreSubscriber<? super Object> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            if (!Operators.validate(n) || !moved(State.NEW, State.WAITING)) {
                return;
            }
            try {
                executor.execute(this);
            } catch (RejectedExecutionException full) {
                if (moved(State.WAITING, State.ENDED)) {
                    giveUp.run();
                    subscriber.onError(InteractionException.of(
                            ErrorCode.REJECTED,
                            "Too many blocking handlers run or wait: nothing was processed, try again later"));
                }
            }
        }

        @Override
        public void run() {
            if (!begun()) {
                return;
            }
            Object result = null;
            Throwable failure = null;
            try {
                result = work.run();
            } catch (Throwable e) {
                failure = e;
            }
            if (!ended()) {
                return;
            }
            if (failure != null) {
                subscriber.onError(failure);
                return;
            }
            if (result != null) {
                subscriber.onNext(result);
            }
            subscriber.onComplete();
        }

        @Override
        public void cancel() {
            State before;
            synchronized (this) {
                before = state;
                if (before != State.ENDED) {
                    state = State.CANCELLED;
                }
                if (thread != null) {
                    thread.interrupt();
                }
            }
            if (before == State.NEW || before == State.WAITING) {
                giveUp.run();
            }
        }

        private synchronized boolean moved(State from, State to) {
            if (state != from) {
                return false;
            }
            state = to;
            return true;
        }

        private synchronized boolean begun() {
            thread = Thread.currentThread();
            boolean begun = moved(State.WAITING, State.RUNNING);
            if (!begun) {
                thread = null;
            }
            return begun;
        }

        /** Whether somebody still waits for the end; an interrupt that was meant for this work ends here. */
        private synchronized boolean ended() {
            thread = null;
            if (moved(State.RUNNING, State.ENDED)) {
                return true;
            }
            Thread.interrupted();
            return false;
        }
    }
}
