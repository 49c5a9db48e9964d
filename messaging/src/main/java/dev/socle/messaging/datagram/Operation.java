package dev.socle.messaging.datagram;

import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.session.InteractionSpec;
import io.netty.buffer.ByteBuf;
import io.netty.util.IllegalReferenceCountException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;

/**
 * One call of a client, from its subscription to its end, which comes once.
 *
 * <p><b>Threading:</b> the client's event loop, but for {@link #request} and {@link #cancel}.
 * <p><b>Ownership:</b> a result that comes too late for its subscriber is given up through the decoder.
 */
final class Operation<Q, R> implements Subscription {

    private final ClientEngine engine;
    private final InteractionSpec<Q, R> spec;
    private final Q request;
    private final int kind;
    private final CoreSubscriber<? super R> subscriber;

    /** Set by any thread; the loop ends the call a little later. */
    private volatile boolean isCancelled;

    private long id;
    private @Nullable ByteBuf datagram;
    private @Nullable Disposable resend;
    private @Nullable Disposable deadline;
    private boolean isBegun;
    private boolean isEnded;
    private boolean isRequestReleased;
    /** How often it was sent with a proof of the address, thus could have been executed. */
    private int provedSends;
    /** The incarnation that these named. */
    private long provedTo;
    /** Whether a challenge was followed since the last wait; one a wait is enough. */
    private boolean isChallengeFollowed;

    Operation(
            ClientEngine engine,
            InteractionSpec<Q, R> spec,
            Q request,
            int kind,
            CoreSubscriber<? super R> subscriber) {
        this.engine = engine;
        this.spec = spec;
        this.request = request;
        this.kind = kind;
        this.subscriber = subscriber;
    }

    @Override
    public void request(long n) {
        engine.demanded(this, n);
    }

    @Override
    public void cancel() {
        isCancelled = true;
        engine.cancelled(this);
    }

    /** Takes its number, and writes the request into a buffer that becomes its own; throws what the encoder throws. */
    void encode(long number, ByteBuf out) {
        id = number;
        datagram = out;
        Layout.writeHeader(out, kind, number, 0).writeZero(Layout.TOKEN_BYTES);
        Messages.write(out, spec.encoder(), request);
    }

    /** Gives up the request's value, once: it was encoded, or never will be. */
    void releaseRequest() {
        if (isRequestReleased) {
            return;
        }
        isRequestReleased = true;
        try {
            spec.encoder().release(request);
        } catch (IllegalReferenceCountException gone) {
            // with the first subscription; a later one must still hear of its end
        }
    }

    long id() {
        return id;
    }

    String name() {
        return spec.name();
    }

    long deadlineMillis() {
        return spec.deadlineMillis();
    }

    boolean isNote() {
        return kind == Layout.NOTE;
    }

    /** Whether to start it now: false when it was before, or has ended. */
    boolean begin() {
        boolean begins = !isBegun && !isEnded && !isCancelled;
        isBegun = true;
        return begins;
    }

    /** Whether it may have been executed. */
    boolean mayBeExecuted() {
        return provedSends > 0;
    }

    /** Whether an answer of an incarnation can be an answer to this. */
    boolean wasSentTo(long incarnation) {
        return provedSends > 0 && provedTo == incarnation;
    }

    /** Whether it may be sent to an incarnation: another one would execute it anew. */
    boolean maySendTo(long incarnation) {
        return provedSends == 0 || provedTo == incarnation || spec.idempotent();
    }

    /** The copy that named an incarnation came to another, which did not execute it; if it was the only one, nobody did. */
    void refused(long named) {
        if (provedSends == 1 && provedTo == named) {
            provedSends = 0;
        }
    }

    /** The datagram as it is sent now; a reference for the caller. */
    ByteBuf datagram(ByteBuf token, long incarnation) {
        ByteBuf own = Objects.requireNonNull(datagram, "sent before it was encoded");
        boolean isProved = token.isReadable();
        if (isProved) {
            provedSends++;
            provedTo = incarnation;
        }
        ByteBuf copy = own.copy();
        if (isProved) {
            copy.setLong(Layout.INCARNATION, incarnation);
            copy.setBytes(Layout.TOKEN, token, token.readerIndex(), Layout.TOKEN_BYTES);
        }
        return copy;
    }

    /** Whether to follow a challenge now; false for further ones until the next wait is over. */
    boolean followChallenge() {
        boolean follows = !isChallengeFollowed;
        isChallengeFollowed = true;
        return follows;
    }

    /** A wait is over. */
    void waited() {
        isChallengeFollowed = false;
    }

    void resend(Disposable timer) {
        resend = timer;
    }

    void deadline(Disposable timer) {
        deadline = timer;
    }

    /** The answer; whatever goes wrong with it is this call's failure. */
    void answered(MessageView message) {
        if (!endsWithSignal()) {
            return;
        }
        R value;
        try {
            value = spec.decoder().decode(message);
        } catch (RuntimeException failure) {
            subscriber.onError(failure);
            return;
        }
        if (isCancelled) {
            spec.decoder().release(value);
            return;
        }
        subscriber.onNext(value);
        if (!isCancelled) {
            subscriber.onComplete();
        }
    }

    void succeeded() {
        if (endsWithSignal()) {
            subscriber.onComplete();
        }
    }

    void failed(Throwable failure) {
        if (endsWithSignal()) {
            subscriber.onError(failure);
        }
    }

    /** Ends it; true when somebody waits for a signal that says so. */
    private boolean endsWithSignal() {
        return end() && !isCancelled;
    }

    /** Ends it without a signal; false when it had ended. */
    boolean end() {
        if (isEnded) {
            return false;
        }
        isEnded = true;
        if (resend != null) {
            resend.dispose();
        }
        if (deadline != null) {
            deadline.dispose();
        }
        if (datagram != null) {
            datagram.release();
            datagram = null;
        }
        releaseRequest();
        return true;
    }
}
