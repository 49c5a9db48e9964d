package dev.socle.messaging.session;

import dev.socle.messaging.codec.Payload;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.scheduler.Schedulers;

/** Asks for items and cancels as its plan says, and reports each rule of Reactive Streams that is broken. */
final class StressSubscriber implements CoreSubscriber<Payload> {

    private final String name;
    private final StressPlan plan;
    private final Queue<String> problems;
    private final Runnable onEnd;
    private final Random random;
    private final AtomicInteger subscriptions = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean inSignal = new AtomicBoolean();
    private final AtomicLong requested = new AtomicLong();
    private volatile @Nullable Subscription subscription;
    private volatile @Nullable Throwable failure;
    private volatile boolean cancelled;
    private volatile int received;
    private boolean silenced;
    private long owner = -1;

    /** Takes items of one owner, or, if that is negative, of whoever sends the first. */
    StressSubscriber(String name, long owner, StressPlan plan, Queue<String> problems, Runnable onEnd) {
        this.name = name;
        this.owner = owner;
        this.plan = plan;
        this.problems = problems;
        this.onEnd = onEnd;
        this.random = new Random(plan.demandSeed());
    }

    @Override
    public void onSubscribe(Subscription given) {
        if (subscriptions.incrementAndGet() != 1) {
            problem("was subscribed twice");
        }
        subscription = given;
        if (plan.cancel() == StressPlan.Cancel.IN_ON_SUBSCRIBE) {
            cancel();
        } else if (plan.cancel() == StressPlan.Cancel.LATER) {
            Schedulers.parallel().schedule(this::cancel, random.nextInt(5_000), TimeUnit.MICROSECONDS);
        }
        ask();
    }

    /** Cancels if the plan wants it as soon as it has subscribed. */
    void subscribed() {
        if (plan.cancel() == StressPlan.Cancel.AT_ONCE) {
            cancel();
        }
    }

    @Override
    public void onNext(Payload item) {
        enter();
        int index = received;
        received = index + 1;
        if (index >= requested.get()) {
            problem("got item " + index + " and asked for " + requested);
        }
        owner = owner < 0 ? StressItem.owner(item) : owner;
        String fault = StressItem.fault(item, owner, index);
        if (fault != null) {
            problem(fault);
        }
        item.release();
        if (plan.cancel() == StressPlan.Cancel.AFTER_ITEMS && index + 1 == plan.cancelAfter()) {
            cancel();
            // On the loop a cancellation works at once; but the end of one answer comes in one go with it.
            silenced = plan.interaction() != Interaction.REQUEST_RESPONSE;
        } else if (index + 1 == requested.get()) {
            ask();
        }
        inSignal.set(false);
    }

    @Override
    public void onError(Throwable why) {
        end(why);
    }

    @Override
    public void onComplete() {
        end(null);
    }

    boolean isOver() {
        return ends.get() > 0 || cancelled || subscriptions.get() == 0;
    }

    boolean isCancelled() {
        return cancelled;
    }

    boolean hasEnded() {
        return ends.get() > 0;
    }

    int received() {
        return received;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    @Override
    public String toString() {
        return name + " of " + owner + " with " + plan + ": received " + received + " of " + requested + ", ends "
                + ends + ", cancelled " + cancelled + ", failure " + failure;
    }

    private void end(@Nullable Throwable why) {
        enter();
        failure = why;
        if (ends.incrementAndGet() != 1) {
            problem("ended twice");
        }
        over();
        inSignal.set(false);
    }

    private void cancel() {
        cancelled = true;
        Objects.requireNonNull(subscription).cancel();
        over();
    }

    private void ask() {
        int share = random.nextInt(8);
        long n = share < 4 ? 1 + random.nextInt(4) : share < 7 ? 1 + random.nextInt(100) : Long.MAX_VALUE;
        boolean elsewhere = random.nextInt(6) == 0;
        requested.accumulateAndGet(n, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
        Subscription known = Objects.requireNonNull(subscription);
        if (elsewhere) {
            Schedulers.parallel().schedule(() -> known.request(n));
        } else {
            known.request(n);
        }
    }

    private void enter() {
        if (!inSignal.compareAndSet(false, true)) {
            problem("got two signals at a time");
        }
        if (subscriptions.get() == 0 || ends.get() > 0 || silenced) {
            problem("got a signal before the subscription, or after the end or the cancellation");
        }
    }

    private void over() {
        if (over.compareAndSet(false, true)) {
            onEnd.run();
        }
    }

    private void problem(String what) {
        problems.add(this + ": " + what);
    }
}
