package dev.socle.benchmarks.allocation;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** One request at a time; the end of each sends the next. One subscriber for all: it allocates nothing itself. */
final class RequestTraffic<A> extends Traffic implements CoreSubscriber<A> {

    private final Supplier<Mono<A>> ask;
    private final Consumer<A> onAnswer;
    private int left;
    private boolean isAnswered;

    RequestTraffic(Supplier<Mono<A>> ask, Consumer<A> onAnswer) {
        this.ask = ask;
        this.onAnswer = onAnswer;
    }

    @Override
    void begin(int calls) {
        left = calls;
        ask.get().subscribe(this);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(A answer) {
        isAnswered = true;
        onAnswer.accept(answer);
    }

    @Override
    public void onError(Throwable cause) {
        failed(cause);
    }

    @Override
    public void onComplete() {
        if (!isAnswered) {
            failed(new IllegalStateException("a request ended without an answer"));
        } else if (--left == 0) {
            ended();
        } else {
            isAnswered = false;
            ask.get().subscribe(this);
        }
    }
}
