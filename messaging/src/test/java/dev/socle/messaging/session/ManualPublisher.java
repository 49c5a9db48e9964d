package dev.socle.messaging.session;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A publisher of one subscriber that does what it is told, and counts what is asked of it. */
final class ManualPublisher<T> implements Publisher<T>, Subscription {

    final AtomicLong requested = new AtomicLong();
    final AtomicInteger cancellations = new AtomicInteger();
    private volatile @Nullable Subscriber<? super T> subscriber;

    @Override
    public void subscribe(Subscriber<? super T> actual) {
        actual.onSubscribe(this);
        subscriber = actual;
    }

    @Override
    public void request(long n) {
        requested.accumulateAndGet(n, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
    }

    @Override
    public void cancel() {
        cancellations.incrementAndGet();
    }

    void next(T item) {
        subscriber().onNext(item);
    }

    void complete() {
        subscriber().onComplete();
    }

    void fail(Throwable failure) {
        subscriber().onError(failure);
    }

    ManualPublisher<T> awaitRequested(long atLeast) {
        Soon.until(() -> requested.get() >= atLeast);
        return this;
    }

    ManualPublisher<T> awaitCancelled() {
        Soon.until(() -> cancellations.get() > 0);
        return this;
    }

    private Subscriber<? super T> subscriber() {
        Soon.until(() -> subscriber != null);
        return Objects.requireNonNull(subscriber);
    }
}
