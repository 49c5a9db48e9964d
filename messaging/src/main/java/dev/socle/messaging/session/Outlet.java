package dev.socle.messaging.session;

import dev.socle.messaging.codec.MessageEncoder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * Pulls a user's publisher and sends what it emits: never more than the other side asked for, and never much more than
 * the socket takes. The publisher may signal from any thread; what comes from another one crosses in a queue that is as
 * long as what was asked for.
 *
 * <p>How much is asked for at a time follows the size of the last item, so that items on their way never fill more than
 * the room before the connection's high mark.
 *
 * <p>Legal moves: OPEN → DONE (the publisher ended; items may still wait) → ENDED; OPEN → ENDED (cancelled or failed).
 *
 * @param <T> what the publisher emits
 */
abstract class Outlet<T> implements CoreSubscriber<T>, Mail, Ready, OutboundMessage.Owner {

    private static final int MAIL_ITEMS = 1;
    private static final int MAIL_END = 2;
    private static final int MAIL_BEGIN = 4;
    private static final int MAIL_OVERFLOW = 8;
    private static final int MAIL = MAIL_ITEMS | MAIL_END | MAIL_BEGIN | MAIL_OVERFLOW;
    private static final byte OPEN = 0;
    private static final byte DONE = 1;
    private static final byte ENDED = 2;
    private static final int FIRST_PULL = 4;
    private static final int TURN_BYTES = 16 * 1024;
    private static final VarHandle SIGNALS;

    static {
        try {
            SIGNALS = MethodHandles.lookup().findVarHandle(Outlet.class, "signals", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final SessionEngine engine;
    private @Nullable MessageEncoder<? super T> encoder;
    private @Nullable Subscription upstream;
    private @Nullable Queue<T> queue;
    private @Nullable OutboundMessage fragments;
    private @Nullable Throwable error;
    private @Nullable Throwable foreignError;
    private @Nullable Subscription foreignSubscription;
    private @Nullable Mail nextMail;
    /** How many more items the other side takes. */
    private long demand;
    /** How many items the publisher was asked for and that are not sent yet. */
    private int pulled;

    private int itemBytes;
    private byte state;
    private boolean inRing;

    @SuppressWarnings("unused") // through SIGNALS
    private volatile int signals;

    Outlet(SessionEngine engine) {
        this.engine = engine;
    }

    /** Names the encoder; before the publisher is subscribed. */
    final void encodeWith(MessageEncoder<? super T> itemEncoder) {
        encoder = itemEncoder;
    }

    /** Sends one item; the rest of a long one comes back. The value is released in any case. */
    abstract @Nullable OutboundMessage send(MessageEncoder<? super T> itemEncoder, T item);

    /** Sends the end, on the loop, after all items; an error when it is not null. */
    abstract void sendEnd(@Nullable Throwable failure);

    /** Whether one item is all that goes out, and ends the stream. */
    boolean isSingle() {
        return false;
    }

    /** Whether a publisher that gave its single item has to be told that no more is wanted. */
    boolean mayOfferMore() {
        return false;
    }

    /** Sends the rest of a message that needs no publisher, and then the end. */
    final void sendLast(OutboundMessage rest) {
        state = DONE;
        fragments = rest;
        engine.output().sendRest(rest, this);
    }

    /** The other side takes n more. */
    final void grant(long n) {
        demand = demand + n < 0 || demand + n >= Integer.MAX_VALUE ? Long.MAX_VALUE : demand + n;
        if (upstream != null && state != ENDED) {
            engine.output().whenWritable(this);
        }
    }

    /** Nothing more is wanted: cancels the publisher and gives up what waits. */
    final void stop() {
        if (state == ENDED) {
            return;
        }
        state = ENDED;
        if (upstream != null) {
            upstream.cancel();
        }
        giveUp();
    }

    final boolean isEnded() {
        return state == ENDED;
    }

    @Override
    public Context currentContext() {
        return Context.empty();
    }

    @Override
    public final void onSubscribe(Subscription subscription) {
        if (engine.inLoop()) {
            begin(subscription);
        } else if (foreignSubscription != null) {
            subscription.cancel();
        } else {
            foreignSubscription = subscription;
            signal(MAIL_BEGIN);
        }
    }

    private void begin(Subscription subscription) {
        if (upstream != null || state == ENDED) {
            subscription.cancel();
            return;
        }
        upstream = subscription;
        if (isSingle()) {
            pulled = 1;
            subscription.request(Long.MAX_VALUE);
        } else if (engine.output().isWritable()) {
            pull();
        } else {
            engine.output().whenWritable(this);
        }
    }

    @Override
    public final void onNext(T item) {
        if (engine.inLoop()) {
            if (state == ENDED) {
                release(item);
            } else if (fragments == null
                    && (queue == null || queue.isEmpty())
                    && engine.output().isWritable()) {
                deliver(item);
            } else if (enqueue(item)) {
                engine.output().whenWritable(this);
            } else {
                overflow();
            }
        } else {
            signal(enqueue(item) ? MAIL_ITEMS : MAIL_OVERFLOW);
        }
    }

    @Override
    public final void onError(Throwable failure) {
        if (engine.inLoop()) {
            done(failure);
        } else {
            foreignError = failure;
            signal(MAIL_END);
        }
    }

    @Override
    public final void onComplete() {
        if (engine.inLoop()) {
            done(null);
        } else {
            signal(MAIL_END);
        }
    }

    @Override
    public final void onMail() {
        int before = (int) SIGNALS.getAndBitwiseAnd(this, ~MAIL);
        if ((before & MAIL_BEGIN) != 0) {
            begin(Objects.requireNonNull(foreignSubscription));
        }
        if ((before & MAIL_OVERFLOW) != 0 && state != ENDED) {
            overflow();
        }
        if (state == ENDED) {
            giveUp();
            return;
        }
        if ((before & MAIL_END) != 0) {
            done(foreignError);
        } else {
            engine.output().whenWritable(this);
        }
    }

    @Override
    public final boolean onTurn() {
        if (fragments == null) {
            sendQueued();
        }
        if (state == ENDED || fragments != null) {
            return false;
        }
        if (hasQueued()) {
            return true;
        }
        if (state == DONE) {
            end();
            return false;
        }
        pull();
        return state != ENDED && !isSingle() && pulled == 0 && demand > 0;
    }

    @Override
    public final void onSent() {
        fragments = null;
        engine.output().whenWritable(this);
    }

    private void sendQueued() {
        for (int bytes = 0; bytes < TURN_BYTES && fragments == null && state != ENDED; bytes += itemBytes) {
            T item = queue == null ? null : queue.poll();
            if (item == null) {
                return;
            }
            deliver(item);
        }
    }

    private void deliver(T item) {
        if (pulled == 0) {
            release(item);
            overflow();
            return;
        }
        pulled--;
        demand--;
        long sentBefore = engine.output().sentBytes();
        try {
            fragments = send(Objects.requireNonNull(encoder), item);
        } catch (Throwable failure) {
            fail(failure);
            return;
        }
        if (fragments != null) {
            engine.output().sendRest(fragments, this);
        }
        if (isSingle()) {
            single();
            return;
        }
        long left = fragments == null ? 0 : fragments.bytesLeft();
        itemBytes =
                (int) Math.min(Integer.MAX_VALUE, Math.max(1, engine.output().sentBytes() - sentBefore + left));
        if (fragments == null && pulled <= window() >> 2 && demand > 0) {
            engine.output().whenWritable(this);
        }
    }

    private void single() {
        state = DONE;
        if (mayOfferMore() && upstream != null) {
            upstream.cancel();
        }
        if (fragments == null) {
            end();
        }
    }

    private void pull() {
        int window = window();
        long n = Math.min(demand, window) - pulled;
        if (n > 0 && pulled <= window >> 2 && upstream != null) {
            pulled += (int) n;
            upstream.request(n);
        }
    }

    private int window() {
        int max = engine.limits().pullMax();
        if (itemBytes == 0) {
            return Math.min(FIRST_PULL, max);
        }
        return (int) Math.max(1, Math.min(max, engine.output().room() / itemBytes));
    }

    private void done(@Nullable Throwable failure) {
        if (state != OPEN) {
            return;
        }
        state = DONE;
        error = failure;
        if (fragments == null && !hasQueued()) {
            end();
        } else {
            engine.output().whenWritable(this);
        }
    }

    private void end() {
        state = ENDED;
        sendEnd(error);
    }

    /** The publisher gave what it was not asked for. A Flux may do so where one answer was awaited. */
    private void overflow() {
        if (!isSingle()) {
            fail(new IllegalStateException(
                    "The publisher gave more than it was asked for (expected: Reactive Streams rule 1.1)"));
        }
    }

    private void fail(Throwable failure) {
        if (upstream != null) {
            upstream.cancel();
        }
        state = ENDED;
        giveUp();
        sendEnd(failure);
    }

    private void giveUp() {
        if (fragments != null) {
            fragments.release();
            fragments = null;
        }
        if (queue != null) {
            for (T item = queue.poll(); item != null; item = queue.poll()) {
                release(item);
            }
        }
    }

    private void release(@Nullable T item) {
        if (encoder != null && item != null) {
            encoder.release(item);
        }
    }

    private boolean hasQueued() {
        return queue != null && !queue.isEmpty();
    }

    private boolean enqueue(T item) {
        Queue<T> items = queue;
        if (items == null) {
            items = isSingle()
                    ? Queues.<T>one().get()
                    : Queues.<T>get(Math.max(8, engine.limits().pullMax())).get();
            queue = items;
        }
        boolean hasRoom = items.offer(item);
        if (!hasRoom) {
            release(item);
        }
        return hasRoom;
    }

    private void signal(int bit) {
        int before = (int) SIGNALS.getAndBitwiseOr(this, bit);
        if ((before & MAIL) == 0) {
            engine.mail(this);
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

    @Override
    public final void inRing(boolean now) {
        inRing = now;
    }

    @Override
    public final boolean isInRing() {
        return inRing;
    }
}
