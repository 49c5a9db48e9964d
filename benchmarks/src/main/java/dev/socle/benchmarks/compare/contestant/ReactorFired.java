package dev.socle.benchmarks.compare.contestant;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Subscribes what nobody answers: one for all messages. That one was lost shows in the server's count. */
enum ReactorFired implements CoreSubscriber<Void> {
    INSTANCE;

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Void nothing) {}

    @Override
    public void onError(Throwable failure) {
        failure.printStackTrace();
    }

    @Override
    public void onComplete() {}
}
