package dev.socle.messaging.session;

import dev.socle.messaging.codec.MessageDecoder;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

/**
 * The messages of a channel as its responder sees them. The first came with the request frame and needs no credit; it is
 * passed on with the first demand.
 */
final class ChannelInlet<Q> extends Inlet<Q> {

    private final ResponderStream stream;
    private @Nullable Q first;
    private boolean completedEarly;

    ChannelInlet(ResponderStream stream, MessageDecoder<Q> decoder, Q first) {
        super(decoder, false);
        this.stream = stream;
        this.first = first;
        this.engine = stream.engine;
    }

    @Override
    public void subscribe(CoreSubscriber<? super Q> subscriber) {
        if (takeSubscriber(subscriber)) {
            subscriber.onSubscribe(this);
            if (stream.engine.inLoop()) {
                listen();
            } else {
                signalStart(stream.engine);
            }
        } else {
            Operators.error(
                    subscriber, new IllegalStateException("The messages of a channel can be subscribed only once"));
        }
    }

    @Override
    void onFirstDemand() {} // the engine is there from the beginning

    @Override
    void onCancelledEarly() {} // the engine is there from the beginning

    @Override
    void sendDemand(int n) {
        int left = n;
        Q value = first;
        if (value != null) {
            first = null;
            useCredit();
            pass(value);
            if (completedEarly) {
                complete();
            }
            left = n == Integer.MAX_VALUE ? n : n - 1;
        }
        if (left > 0 && !isEnded()) {
            stream.sendInletDemand(left);
        }
    }

    @Override
    void onCancelled() {
        releaseFirst();
        stream.inletCancelled();
    }

    @Override
    void onFailure(Throwable failure) {
        releaseFirst();
        stream.inletFailed(failure);
    }

    /** The requester has sent its last message. */
    void onLast() {
        if (first == null) {
            complete();
        } else {
            completedEarly = true;
        }
    }

    /** The stream has ended otherwise. */
    void onEnd(Throwable failure) {
        releaseFirst();
        fail(failure);
    }

    private void releaseFirst() {
        Q value = first;
        if (value != null) {
            first = null;
            decoder().release(value);
        }
    }
}
