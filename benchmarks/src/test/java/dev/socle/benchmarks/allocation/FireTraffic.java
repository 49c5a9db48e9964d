package dev.socle.benchmarks.allocation;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.session.Session;
import java.util.function.Supplier;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/**
 * Messages that nobody answers, {@value #BATCH} at a time. A request behind each batch tells that the server has had it;
 * its bytes are spread over the batch.
 */
final class FireTraffic extends Traffic implements CoreSubscriber<Payload> {

    private static final int BATCH = 1024;

    private final Session session;
    private final Supplier<Payload> message;
    private final Fired fired = new Fired();
    private int left;

    FireTraffic(Session session, Supplier<Payload> message) {
        this.session = session;
        this.message = message;
    }

    @Override
    void begin(int messages) {
        left = messages;
        ask(); // its answer comes on the loop, and there the rest is done
    }

    private void ask() {
        session.requestResponse(message.get()).subscribe(this);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Payload answer) {
        answer.release();
    }

    @Override
    public void onError(Throwable cause) {
        failed(cause);
    }

    @Override
    public void onComplete() {
        if (left <= 0) {
            ended();
            return;
        }
        for (int i = 0; i < BATCH; i++) {
            session.fireAndForget(message.get()).subscribe(fired);
        }
        left -= BATCH;
        ask();
    }

    private final class Fired implements CoreSubscriber<Void> {

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Void nothing) {}

        @Override
        public void onError(Throwable cause) {
            failed(cause);
        }

        @Override
        public void onComplete() {}
    }
}
