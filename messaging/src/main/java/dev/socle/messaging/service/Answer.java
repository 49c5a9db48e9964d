package dev.socle.messaging.service;

import dev.socle.messaging.session.Session;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * A handler's answer on its way to the session, which subscribes it once: everything passes, but a failure becomes what
 * the requester may learn of it. One object a request, publisher and subscriber at once.
 *
 * <p>Of a single answer it promises what a {@code Mono} does, because its source is one; of many it is no more than a
 * publisher.
 */
final class Answer extends Mono<Object> implements CoreSubscriber<Object> {

    private final Publisher<?> source;
    private final ServiceMethod method;
    private final Failures failures;
    private final Session session;
    private @Nullable CoreSubscriber<? super Object> downstream;
    private boolean isSubscribed;

    Answer(Publisher<?> source, ServiceMethod method, Failures failures, Session session) {
        this.source = source;
        this.method = method;
        this.failures = failures;
        this.session = session;
    }

    @Override
    public void subscribe(CoreSubscriber<? super Object> subscriber) {
        downstream = subscriber;
        try {
            source.subscribe(this);
        } catch (Throwable e) { // A publisher must not throw here; users write publishers.
            if (!isSubscribed) {
                subscriber.onSubscribe(Operators.emptySubscription());
            }
            onError(e);
        }
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        isSubscribed = true;
        downstream().onSubscribe(subscription);
    }

    @Override
    public void onNext(Object value) {
        downstream().onNext(value);
    }

    @Override
    public void onError(Throwable cause) {
        downstream().onError(failures.answer(method, cause));
    }

    @Override
    public void onComplete() {
        downstream().onComplete();
    }

    /** Tells reactive handlers who asks; see {@link ServiceRouter#caller}. */
    @Override
    public Context currentContext() {
        return Context.of(Session.class, session);
    }

    private CoreSubscriber<? super Object> downstream() {
        CoreSubscriber<? super Object> subscriber = downstream;
        if (subscriber == null) {
            throw new IllegalStateException("a signal before the subscription, from the answer of " + method);
        }
        return subscriber;
    }
}
