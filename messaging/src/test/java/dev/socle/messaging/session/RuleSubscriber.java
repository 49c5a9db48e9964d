package dev.socle.messaging.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.Payload;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Writes down each signal in the order in which they come, and notices two at a time. */
final class RuleSubscriber implements CoreSubscriber<Payload> {

    final Queue<String> signals = new ConcurrentLinkedQueue<>();
    private final Consumer<Subscription> onItem;
    private final AtomicBoolean inSignal = new AtomicBoolean();
    private volatile @Nullable Subscription subscription;
    private volatile @Nullable Throwable failure;

    RuleSubscriber() {
        this(known -> {});
    }

    /** Does something with its subscription, on the loop, at each item. */
    RuleSubscriber(Consumer<Subscription> onItem) {
        this.onItem = onItem;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        signals.add("subscription");
    }

    @Override
    public void onNext(Payload item) {
        enter(item.dataUtf8());
        item.release();
        onItem.accept(subscription());
        inSignal.set(false);
    }

    @Override
    public void onError(Throwable why) {
        failure = why;
        enter("error");
        inSignal.set(false);
    }

    @Override
    public void onComplete() {
        enter("completion");
        inSignal.set(false);
    }

    Subscription subscription() {
        return Objects.requireNonNull(subscription, "no subscription came");
    }

    /** These signals have come, or will within some seconds, and no others. */
    void expect(String... expected) {
        Soon.until(() -> signals.size() >= expected.length);
        assertThat(List.copyOf(signals)).containsExactly(expected);
    }

    Throwable failure() {
        return Objects.requireNonNull(failure, "it has not failed");
    }

    private void enter(String signal) {
        if (!inSignal.compareAndSet(false, true)) {
            signals.add("two at a time");
        }
        signals.add(signal);
    }
}
