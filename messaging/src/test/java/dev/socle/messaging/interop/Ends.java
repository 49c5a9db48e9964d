package dev.socle.messaging.interop;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.SignalType;

/** Counts how often a stream ends, and how. */
final class Ends extends BaseSubscriber<Object> {

    private final List<String> ends = new CopyOnWriteArrayList<>();

    /** {@code complete} or {@code error}, in the order in which they came; one, if all is well. */
    List<String> seen() {
        return ends;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        requestUnbounded();
    }

    @Override
    protected void hookOnComplete() {
        ends.add(SignalType.ON_COMPLETE.toString());
    }

    @Override
    protected void hookOnError(Throwable failure) {
        ends.add(SignalType.ON_ERROR.toString());
    }
}
