package dev.socle.messaging.session;

import dev.socle.messaging.codec.MessageDecoder;
import dev.socle.messaging.codec.MessageView;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/**
 * Received messages as a Flux. What its subscriber requests goes to the other side as REQUEST_N, so that messages are
 * passed on where they arrive and none is queued. Requests and cancellation may come from any thread.
 *
 * @param <T> the received values
 */
abstract class Inlet<T> extends Flux<T> implements Subscription, Mail {

    private static final int MAIL_DEMAND = 1;
    private static final int MAIL_CANCEL = 2;
    private static final int MAIL = MAIL_DEMAND | MAIL_CANCEL;
    private static final int CANCELLED = 4;
    private static final int SUBSCRIBED = 8;
    private static final int BAD_REQUEST = 16;
    private static final int TOP_UP = 1 << 30;
    private static final VarHandle SIGNALS;
    private static final VarHandle DEMAND;

    static {
        try {
            SIGNALS = MethodHandles.lookup().findVarHandle(Inlet.class, "signals", int.class);
            DEMAND = MethodHandles.lookup().findVarHandle(Inlet.class, "demand", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final MessageDecoder<T> decoder;
    private @Nullable CoreSubscriber<? super T> actual;
    private @Nullable Mail nextMail;
    /** Messages that the other side may still send. */
    private long credit;

    private int sinceGrant;
    private boolean ended;

    /** The engine once the stream belongs to one; written before the demand is taken over, see {@link #request}. */
    volatile @Nullable SessionEngine engine;

    @SuppressWarnings("unused") // through SIGNALS
    private volatile int signals;

    /** Requested on other threads, or before there was an engine, and not taken over yet. */
    private volatile long demand;

    Inlet(MessageDecoder<T> decoder) {
        this.decoder = decoder;
    }

    /** The subscriber wants its first messages, and there is no engine yet; any thread. */
    abstract void onFirstDemand();

    /** Tells the other side to send n more, on the loop. */
    abstract void sendDemand(int n);

    /** The subscriber cancelled, on the loop. */
    abstract void onCancelled();

    /** What a failure here becomes for the subscriber and the other side, on the loop. */
    abstract void onFailure(Throwable failure);

    /** Takes the one subscriber; false if there was one. */
    final boolean takeSubscriber(CoreSubscriber<? super T> subscriber) {
        if (((int) SIGNALS.getAndBitwiseOr(this, SUBSCRIBED) & SUBSCRIBED) != 0) {
            return false;
        }
        actual = subscriber;
        return true;
    }

    final boolean hasSubscriber() {
        return (signals & SUBSCRIBED) != 0;
    }

    final boolean isCancelled() {
        return (signals & CANCELLED) != 0;
    }

    final boolean isEnded() {
        return ended;
    }

    @Override
    public final void request(long n) {
        SessionEngine owner = engine;
        if (n <= 0) {
            badRequest(owner);
            return;
        }
        if (owner != null && owner.inLoop()) {
            addCredit(n);
            return;
        }
        long before;
        do {
            before = demand;
        } while (!DEMAND.compareAndSet(this, before, before + n < 0 ? Long.MAX_VALUE : before + n));
        owner = engine; // again: whoever sets it takes the demand afterwards
        if (owner != null) {
            signal(owner, MAIL_DEMAND);
        } else if (before == 0) {
            onFirstDemand();
        }
    }

    @Override
    public final void cancel() {
        int before = (int) SIGNALS.getAndBitwiseOr(this, CANCELLED);
        if ((before & CANCELLED) != 0) {
            return;
        }
        SessionEngine owner = engine;
        if (owner == null) {
            onCancelledEarly();
        } else if (owner.inLoop()) {
            cancelled();
        } else {
            signal(owner, MAIL_CANCEL);
        }
    }

    /** Cancelled while there is no engine; any thread. */
    abstract void onCancelledEarly();

    /** All that was requested so far, as the initial n of a request frame; on the loop, at least 1 was requested. */
    final int takeFirstDemand() {
        count((long) DEMAND.getAndSet(this, 0L));
        return (int) Math.min(credit, Integer.MAX_VALUE);
    }

    /** Takes one message off the credit; false when there is none left. */
    final boolean useCredit() {
        if (credit != Long.MAX_VALUE) {
            return --credit >= 0;
        }
        if (++sinceGrant == TOP_UP) { // unbounded here is 2^31-1 on the wire, and may be counted down there
            sinceGrant = 0;
            sendDemand(TOP_UP);
        }
        return true;
    }

    @Override
    public final void onMail() {
        SIGNALS.getAndBitwiseAnd(this, ~MAIL);
        if (ended) {
            return;
        }
        if (isCancelled()) {
            cancelled();
            return;
        }
        if ((signals & BAD_REQUEST) != 0) {
            onFailure(badRequest());
            return;
        }
        onMailWhileLive();
        if (ended) {
            return;
        }
        long n = (long) DEMAND.getAndSet(this, 0L);
        if (n > 0) {
            addCredit(n);
        }
    }

    /** Other mail than demand and cancellation. */
    void onMailWhileLive() {}

    /** Puts this inlet into the engine's mailbox, once. */
    final void signalStart(SessionEngine owner) {
        signal(owner, MAIL_DEMAND);
    }

    /** A message has arrived: passes it on. */
    final void onItem(MessageView message) {
        if (ended) {
            return;
        }
        if (!useCredit()) {
            onFailure(InteractionException.light(
                    ErrorCode.INVALID, Outcome.UNKNOWN, "The other side sent more messages than it was asked for"));
            return;
        }
        T value;
        try {
            value = decoder.decode(message);
        } catch (Throwable failure) {
            onFailure(failure);
            return;
        }
        pass(value);
    }

    /** Passes a value on; its credit is counted already. */
    final void pass(T value) {
        if (ended || isCancelled() || actual == null) {
            decoder.release(value);
            return;
        }
        actual.onNext(value);
    }

    /** Ends without a word to the subscriber. */
    final void close() {
        ended = true;
    }

    final void complete() {
        if (!ended) {
            ended = true;
            if (actual != null && !isCancelled()) {
                actual.onComplete();
            }
        }
    }

    final void fail(Throwable failure) {
        if (!ended) {
            ended = true;
            if (actual != null && !isCancelled()) {
                actual.onError(failure);
            }
        }
    }

    final CoreSubscriber<? super T> subscriber() {
        return Objects.requireNonNull(actual);
    }

    final MessageDecoder<T> decoder() {
        return decoder;
    }

    private void addCredit(long n) {
        if (!ended && credit != Long.MAX_VALUE) {
            count(n);
            sendDemand((int) Math.min(n, Integer.MAX_VALUE));
        }
    }

    private void count(long n) {
        long sum = credit + n;
        credit = sum < 0 || n >= Integer.MAX_VALUE ? Long.MAX_VALUE : sum;
    }

    private void badRequest(@Nullable SessionEngine owner) {
        SIGNALS.getAndBitwiseOr(this, BAD_REQUEST);
        if (owner == null) {
            cancel();
            subscriber().onError(badRequest());
        } else if (owner.inLoop()) {
            onFailure(badRequest());
        } else {
            signal(owner, MAIL_DEMAND);
        }
    }

    private static IllegalArgumentException badRequest() {
        return new IllegalArgumentException("request: not positive (expected: > 0, Reactive Streams rule 3.9)");
    }

    private void cancelled() {
        if (!ended) {
            ended = true;
            onCancelled();
        }
    }

    private void signal(SessionEngine owner, int bit) {
        int before = (int) SIGNALS.getAndBitwiseOr(this, bit);
        if ((before & MAIL) == 0) {
            owner.mail(this);
        }
    }

    @Override
    public final @Nullable Mail nextMail() {
        return nextMail;
    }

    @Override
    public final void nextMail(@Nullable Mail next) {
        nextMail = next;
    }
}
