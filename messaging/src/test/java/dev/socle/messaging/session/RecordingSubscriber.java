package dev.socle.messaging.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.Payload;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Takes payloads and gives them up, remembers what they said, and counts how often it heard of an end. */
final class RecordingSubscriber implements CoreSubscriber<Payload> {

    final CopyOnWriteArrayList<String> items = new CopyOnWriteArrayList<>();
    final AtomicInteger ends = new AtomicInteger();
    private final long demand;
    private volatile @Nullable Subscription subscription;
    private volatile @Nullable Throwable failure;

    /** Requests so many at once; 0 for none. */
    RecordingSubscriber(long demand) {
        this.demand = demand;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        if (demand > 0) {
            given.request(demand);
        }
    }

    @Override
    public void onNext(Payload item) {
        items.add(item.dataUtf8());
        item.release();
    }

    @Override
    public void onError(Throwable why) {
        failure = why;
        ends.incrementAndGet();
    }

    @Override
    public void onComplete() {
        ends.incrementAndGet();
    }

    void request(long n) {
        Objects.requireNonNull(subscription).request(n);
    }

    void cancel() {
        Objects.requireNonNull(subscription).cancel();
    }

    RecordingSubscriber awaitItems(String... expected) {
        Soon.asserted(() -> assertThat(items).containsExactly(expected));
        return this;
    }

    void awaitComplete() {
        awaitEnd();
        assertThat(failure).isNull();
        assertThat(ends).hasValue(1);
    }

    Throwable awaitFailure() {
        awaitEnd();
        assertThat(ends).hasValue(1);
        return Objects.requireNonNull(failure, "it completed");
    }

    private void awaitEnd() {
        Soon.until(() -> ends.get() > 0);
    }
}
