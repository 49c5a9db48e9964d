package dev.socle.messaging.session;

import dev.socle.messaging.codec.Payload;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.scheduler.Schedulers;

/** Gives the messages of a plan as they are asked for, where the plan wants it, and reports who asks wrongly. */
final class StressPublisher implements Publisher<Payload>, Subscription {

    static final int ERROR_CODE = ErrorCode.APPLICATION_MIN + 7;

    private final long owner;
    private final StressPlan plan;
    private final Queue<String> problems;
    private final AtomicInteger subscriptions = new AtomicInteger();
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicLong demand = new AtomicLong();
    private volatile boolean cancelled;
    private volatile boolean done;
    private volatile @Nullable Subscriber<? super Payload> subscriber;
    private int next;

    StressPublisher(long owner, StressPlan plan, Queue<String> problems) {
        this.owner = owner;
        this.plan = plan;
        this.problems = problems;
    }

    @Override
    public void subscribe(Subscriber<? super Payload> actual) {
        if (subscriptions.incrementAndGet() != 1) {
            problems.add("publisher of " + owner + " was subscribed twice");
        }
        where(() -> {
            actual.onSubscribe(this);
            subscriber = actual;
            give();
        });
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            problems.add("publisher of " + owner + " was asked for " + n);
        }
        demand.accumulateAndGet(n, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
        where(this::give);
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    /** Whether it has ended, one way or the other; one that nobody subscribed has nothing to end. */
    boolean isOver() {
        return subscriptions.get() == 0 || done || cancelled;
    }

    @Override
    public String toString() {
        return "publisher of " + owner + " with " + plan + ", next " + next + ", demand " + demand;
    }

    private void where(Runnable task) {
        if (plan.foreign()) {
            Schedulers.parallel().schedule(task);
        } else {
            task.run();
        }
    }

    /** One thread at a time gives, whoever asked; the next does not begin before onSubscribe is over. */
    private void give() {
        if (work.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            Subscriber<? super Payload> actual = subscriber;
            if (actual != null) {
                give(actual);
            }
            missed = work.addAndGet(-missed);
        } while (missed != 0);
    }

    private void give(Subscriber<? super Payload> actual) {
        while (!done && !cancelled && next < plan.items() && demand.get() > 0) {
            demand.decrementAndGet();
            actual.onNext(StressItem.of(owner, next++));
        }
        if (done || cancelled || next < plan.items()) {
            return;
        }
        switch (plan.ending()) {
            case COMPLETE -> {
                done = true;
                actual.onComplete();
            }
            case ERROR -> {
                done = true;
                actual.onError(InteractionException.of(ERROR_CODE, "as planned"));
            }
            case NEVER -> {}
        }
    }
}
