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
    private static final int STARTED = 32;
    private static final int GIVEN_UP = 64;
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
    /** Whether there is somebody to tell the end; until then it is kept. */
    private boolean listening;

    private boolean endKept;
    private @Nullable Throwable failureKept;

    /** The engine once the stream belongs to one; written before the demand is taken over, see {@link #request}. */
    volatile @Nullable SessionEngine engine;

    @SuppressWarnings("unused") // through SIGNALS
    private volatile int signals;

    /** Requested on other threads, or before there was an engine, and not taken over yet. */
    private volatile long demand;

    /** An inlet that begins before its subscriber keeps the end for it. */
    Inlet(MessageDecoder<T> decoder, boolean beginsSubscribed) {
        this.decoder = decoder;
        this.listening = beginsSubscribed;
    }

    /** The subscriber wants its first messages, and there is no engine yet; any thread, once. */
    abstract void onFirstDemand();

    /** Tells the other side to send n more, on the loop. */
    abstract void sendDemand(int n);

    /** The subscriber cancelled, on the loop. */
    abstract void onCancelled();

    /** What a failure here becomes for the subscriber and the other side, on the loop. */
    abstract void onFailure(Throwable failure);

    /** Takes the one subscriber; false if there was one. */
    final boolean takeSubscriber(CoreSubscriber<? super T> subscriber) {
        if ((raise(SUBSCRIBED) & SUBSCRIBED) != 0) {
            return false;
        }
        actual = subscriber;
        return true;
    }

    /** Whoever is first to give up what the stream holds gets true; any thread. */
    final boolean mayGiveUp() {
        return (raise(GIVEN_UP) & GIVEN_UP) == 0;
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
        } else if ((raise(STARTED) & STARTED) == 0) {
            onFirstDemand();
        }
    }

    @Override
    public final void cancel() {
        if ((raise(CANCELLED) & CANCELLED) != 0) {
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

    /** Counts as received since the last top-up, for tests that cannot wait for a billion messages; on the loop. */
    final void presetReceived(int count) {
        sinceGrant = count;
    }

    @Override
    public final void onMail() {
        int before = (int) SIGNALS.getAndBitwiseAnd(this, ~MAIL);
        SessionEngine owner = engine;
        if (owner == null) {
            return; // between two attempts: the next one looks at the signals
        }
        if (!owner.inLoop()) {
            signal(owner, before & MAIL); // went over to another connection since
            return;
        }
        listen();
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

    /** There is a subscriber now, who may have come after the end; on the loop. */
    final void listen() {
        listening = true;
        if (endKept) {
            endKept = false;
            tellEnd(failureKept);
        }
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
        if (ended || isCancelled()) {
            decoder.release(value);
            return;
        }
        subscriber().onNext(value);
    }

    /** Ends without a word to the subscriber. */
    final void close() {
        ended = true;
    }

    final void complete() {
        end(null);
    }

    final void fail(Throwable failure) {
        end(failure);
    }

    private void end(@Nullable Throwable failure) {
        if (ended) {
            return;
        }
        ended = true;
        if (listening) {
            tellEnd(failure);
        } else {
            endKept = true;
            failureKept = failure;
        }
    }

    private void tellEnd(@Nullable Throwable failure) {
        if (isCancelled()) {
            return;
        }
        if (failure == null) {
            subscriber().onComplete();
        } else {
            subscriber().onError(failure);
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
        if (owner == null) {
            if ((raise(CANCELLED) & CANCELLED) == 0) {
                onCancelledEarly();
                subscriber().onError(badRequest());
            }
        } else if (owner.inLoop()) {
            if (!ended) {
                onFailure(badRequest());
            }
        } else {
            raise(BAD_REQUEST);
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

    private int raise(int bit) {
        return (int) SIGNALS.getAndBitwiseOr(this, bit);
    }

    private void signal(SessionEngine owner, int bit) {
        if ((raise(bit) & MAIL) == 0) {
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
