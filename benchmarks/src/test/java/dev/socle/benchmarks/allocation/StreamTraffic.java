package dev.socle.benchmarks.allocation;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.session.Session;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** One endless stream: {@value #FIRST} items are asked for, then {@value #MORE} as soon as so many came. */
final class StreamTraffic extends Traffic implements CoreSubscriber<Payload> {

    private static final int FIRST = 256;
    private static final int MORE = 128;

    private Subscription subscription;
    private int toAsk;
    private int toCome;
    private int sinceAsked;

    StreamTraffic(Session session) {
        session.requestStream(Payload.empty()).subscribe(this);
    }

    @Override
    void begin(int items) {
        sinceAsked = 0;
        toCome = Math.max(FIRST, items / MORE * MORE);
        toAsk = toCome - FIRST;
        subscription.request(FIRST);
    }

    @Override
    public void onSubscribe(Subscription begun) {
        subscription = begun;
    }

    @Override
    public void onNext(Payload item) {
        item.release();
        if (--toCome == 0) {
            ended();
        } else if (++sinceAsked == MORE && toAsk > 0) {
            sinceAsked = 0;
            toAsk -= MORE;
            subscription.request(MORE);
        }
    }

    @Override
    public void onError(Throwable cause) {
        failed(cause);
    }

    @Override
    public void onComplete() {
        failed(new IllegalStateException("the endless stream has ended"));
    }
}
