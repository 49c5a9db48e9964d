package dev.socle.messaging.session;

import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.frame.FrameHeader;
import dev.socle.messaging.frame.FrameType;
import dev.socle.transport.ConnectionException;
import io.netty.util.IllegalReferenceCountException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * The lean way of request/response and fire-and-forget: one object is the Mono, its subscription, the stream in the
 * table and the mail to the loop. A second subscription makes a second object.
 *
 * <p>Legal moves of {@code phase}, on the loop: IDLE → WAITING (for the socket) → SENT → ENDED; a retry goes back to
 * IDLE. The bits of {@code signals} are set by any thread.
 */
final class RequestMono<Q, R> extends Mono<R> implements Subscription, LiveStream, Mail, Ready, OutboundMessage.Owner {

    private static final int CANCELLED = 1;
    private static final int MAIL_START = 2;
    private static final int MAIL_CANCEL = 4;
    private static final int MAIL = MAIL_START | MAIL_CANCEL;
    private static final int GIVEN_UP = 8;
    private static final int BAD_REQUEST = 16;

    private static final byte IDLE = 0;
    private static final byte WAITING = 1;
    private static final byte SENT = 2;
    private static final byte ENDED = 3;

    private static final VarHandle SIGNALS;

    static {
        try {
            SIGNALS = MethodHandles.lookup().findVarHandle(RequestMono.class, "signals", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final SessionSource source;
    private final InteractionSpec<Q, R> spec;
    private final Q request;
    /** Fire-and-forget; else request/response. */
    private final boolean forgets;
    /**
     * Who made it, until it is subscribed. Only its maker subscribes it, so that this takes no atomic operation; any other
     * thread, and whoever comes later, gets a stream of its own.
     */
    private @Nullable Thread maker = Thread.currentThread();

    private @Nullable CoreSubscriber<? super R> actual;
    private @Nullable OutboundMessage fragments;
    private @Nullable Mail nextMail;
    private long deadlineNanos = Long.MAX_VALUE;
    private int streamId;
    private byte phase;
    private short attempts;
    private boolean requested;
    private boolean released;
    private boolean inRing;
    private volatile @Nullable SessionEngine engine;
    private volatile @Nullable Disposable connecting;

    @SuppressWarnings("unused") // through SIGNALS
    private volatile int signals;

    RequestMono(SessionSource source, InteractionSpec<Q, R> spec, Q request, boolean forgets) {
        this.source = source;
        this.spec = spec;
        this.request = request;
        this.forgets = forgets;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> subscriber) {
        if (maker != Thread.currentThread()) {
            new RequestMono<>(source, spec, request, forgets).subscribe(subscriber);
            return;
        }
        maker = null;
        actual = subscriber;
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            badRequest();
        } else if (!requested && !isCancelled()) {
            requested = true; // plain: a subscriber calls its subscription from one thread at a time
            start();
        }
    }

    @Override
    public void cancel() {
        int before = raise(CANCELLED);
        if ((before & CANCELLED) != 0) {
            return;
        }
        SessionEngine owner = engine;
        if (owner == null) {
            Disposable attempt = connecting;
            if (attempt != null) {
                attempt.dispose();
            }
            releaseRequest();
        } else if (owner.inLoop()) {
            cancelled(owner);
        } else {
            mail(owner, MAIL_CANCEL);
        }
    }

    /** Reactive Streams rule 3.9: cancels, and says why. */
    private void badRequest() {
        if (isCancelled()) {
            return;
        }
        boolean isOwned = engine != null;
        if (isOwned) {
            raise(BAD_REQUEST);
        }
        cancel();
        if (!isOwned) {
            tellBadRequest();
        }
    }

    private void tellBadRequest() {
        subscriber()
                .onError(new IllegalArgumentException(
                        "request: not positive (expected: > 0, Reactive Streams rule 3.9)"));
    }

    private void start() {
        SessionEngine open = source.current() instanceof SessionEngine current ? current : null;
        if (attempts++ == 0 && spec.deadlineMillis() > 0) {
            deadlineNanos = (open == null ? System.nanoTime() : open.now()) + spec.deadlineMillis() * 1_000_000L;
        }
        if (open != null) {
            startOn(open);
            return;
        }
        Mono<Session> connect = source.connect();
        if (deadlineNanos != Long.MAX_VALUE) {
            long left = Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000L);
            connect = connect.timeout(Duration.ofMillis(left));
        }
        connecting = connect.subscribe(session -> startOn((SessionEngine) session), this::unconnected);
        if (isCancelled()) {
            connecting.dispose();
        }
    }

    private void startOn(SessionEngine open) {
        engine = open; // before CANCELLED is read: cancel() reads them the other way round
        if (open.inLoop()) {
            begin(open);
        } else {
            mail(open, MAIL_START);
        }
    }

    private void unconnected(Throwable failure) {
        if ((raise(CANCELLED) & CANCELLED) != 0) {
            return;
        }
        releaseRequest();
        subscriber().onError(failure instanceof TimeoutException ? late(null, Outcome.NOT_EXECUTED) : failure);
    }

    private void begin(SessionEngine open) {
        if (phase != IDLE) {
            return;
        }
        if (isCancelled()) {
            cancelled(open);
            return;
        }
        RuntimeException refusal = open.refusal();
        if (refusal != null) {
            failed(refusal, true);
        } else {
            phase = WAITING;
            if (open.output().isWritable()) {
                send(open);
            } else {
                open.output().whenWritable(this);
                open.streams().watch(deadlineNanos);
            }
        }
    }

    private void send(SessionEngine open) {
        int type = forgets ? FrameType.REQUEST_FNF : FrameType.REQUEST_RESPONSE;
        int id = open.streams().nextId();
        try {
            fragments = open.output().keptMessage(id, type, 0, spec.encoder(), request);
        } catch (Throwable failure) {
            phase = ENDED;
            releaseRequest();
            subscriber().onError(open.reports().unsent(spec.name(), failure));
            return;
        }
        if (forgets && fragments == null) {
            open.streams().passed(id);
            phase = ENDED;
            releaseRequest();
            subscriber().onComplete();
            return;
        }
        streamId = id;
        phase = SENT;
        open.streams().opened(id, this);
        if (!mayBeRepeated()) {
            releaseRequest();
        }
        if (fragments != null) {
            open.output().sendRest(fragments, this);
        }
        open.streams().watch(deadlineNanos);
    }

    @Override
    public void onMail() {
        int before = (int) SIGNALS.getAndBitwiseAnd(this, ~MAIL);
        SessionEngine owner = engine;
        if (owner == null) {
            return; // between two attempts: the next one looks at the signals
        }
        if (!owner.inLoop()) {
            mail(owner, before & MAIL); // went over to another connection since
        } else if ((before & CANCELLED) != 0) {
            cancelled(owner);
        } else if ((before & MAIL_START) != 0) {
            begin(owner);
        }
    }

    @Override
    public boolean onTurn() {
        SessionEngine owner = engine;
        if (owner == null || phase == ENDED) {
            return false;
        }
        if (phase == WAITING) {
            send(owner);
        }
        return false;
    }

    @Override
    public void onSent() {
        fragments = null;
        SessionEngine owner = engine;
        if (owner != null && forgets) {
            end(owner);
            subscriber().onComplete();
        }
    }

    @Override
    public void onPayload(int flags, MessageView message) {
        SessionEngine owner = engine;
        if (owner == null || forgets) {
            return;
        }
        end(owner);
        if (isCancelled()) {
            return;
        }
        CoreSubscriber<? super R> subscriber = subscriber();
        if ((flags & FrameHeader.NEXT) != 0) {
            R value;
            try {
                value = spec.decoder().decode(message);
            } catch (Throwable failure) {
                subscriber.onError(owner.reports().undecodable(spec.name(), failure));
                return;
            }
            subscriber.onNext(value);
            if (isCancelled()) {
                return;
            }
        }
        subscriber.onComplete();
    }

    @Override
    public void onErrorFrame(int code, String text) {
        if (forgets) {
            return;
        }
        Outcome outcome = InteractionException.outcomeOf(code);
        boolean repeatable = code == ErrorCode.REJECTED || (code == ErrorCode.CANCELED && spec.idempotent());
        failed(InteractionException.light(code, outcome, text), repeatable);
    }

    @Override
    public void onCancelFrame() {} // has no meaning here

    @Override
    public void onRequestN(int n) {} // has no meaning here

    @Override
    public void onBroken(int code, String why) {
        SessionEngine owner = engine;
        if (owner != null && phase == SENT) {
            owner.control().cancel(streamId);
            failed(InteractionException.light(code, Outcome.UNKNOWN, why), false);
        }
    }

    @Override
    public void onConnectionEnd(ConnectionException cause) {
        boolean mayHaveBeen = phase == SENT && cause.reason() != ConnectionException.Reason.REJECTED;
        failed(cause.processed(mayHaveBeen), !mayHaveBeen || spec.idempotent());
    }

    @Override
    public long deadlineNanos() {
        return phase == ENDED ? Long.MAX_VALUE : deadlineNanos;
    }

    @Override
    public void onDeadline() {
        SessionEngine owner = engine;
        if (owner == null || phase == ENDED) {
            return;
        }
        boolean sent = phase == SENT;
        InteractionException late = late(owner, sent ? Outcome.UNKNOWN : Outcome.NOT_EXECUTED);
        if (sent) {
            owner.control().cancel(streamId);
        }
        end(owner);
        if (!isCancelled()) {
            subscriber().onError(late);
        }
    }

    private void failed(RuntimeException failure, boolean repeatable) {
        SessionEngine owner = engine;
        if (phase == ENDED) {
            return;
        }
        if (repeatable
                && mayBeRepeated()
                && !isCancelled()
                && System.nanoTime() < deadlineNanos
                && source.mayRetry(attempts)) {
            if (owner != null) {
                leave(owner);
            }
            phase = IDLE; // first: who sees no engine must see this too
            engine = null;
            start();
            return;
        }
        if (owner != null) {
            end(owner);
        }
        if (!isCancelled()) {
            subscriber().onError(failure);
        }
    }

    private void cancelled(SessionEngine owner) {
        if (phase == ENDED) {
            return;
        }
        if (phase == SENT) {
            owner.control().cancel(streamId);
        }
        end(owner);
        if ((signals & BAD_REQUEST) != 0) {
            tellBadRequest();
        }
    }

    /** Ends for good: nothing more is sent or expected. */
    private void end(SessionEngine owner) {
        leave(owner);
        releaseRequest();
        phase = ENDED;
    }

    /** Leaves the table and gives up what was not sent. */
    private void leave(SessionEngine owner) {
        if (phase == SENT) {
            owner.streams().closed(streamId, this);
        }
        if (fragments != null) {
            fragments.release();
            fragments = null;
        }
    }

    /** Whether there may be another session to ask again; the request is kept until the end then. */
    private boolean mayBeRepeated() {
        return source != engine && !forgets;
    }

    private boolean isCancelled() {
        return (signals & CANCELLED) != 0;
    }

    private InteractionException late(@Nullable SessionEngine owner, Outcome outcome) {
        String where = owner == null ? "no session yet" : owner.reports().where(streamId);
        String hint = outcome == Outcome.UNKNOWN
                ? "it may have been processed; allow more time, or see why the service is slow"
                : "it was not sent; see whether the service can be reached";
        return InteractionException.light(
                ErrorCode.DEADLINE_EXCEEDED,
                outcome,
                "No answer within " + spec.deadlineMillis() + " ms; " + where + ", \"" + spec.name() + "\": " + hint);
    }

    /**
     * Releases the request, once. Once it has begun on a loop only that loop does so; until then, a cancellation on another
     * thread may come first.
     */
    private void releaseRequest() {
        boolean isMine = phase != IDLE || (raise(GIVEN_UP) & GIVEN_UP) == 0;
        if (isMine && !released) {
            released = true;
            try {
                spec.encoder().release(request);
            } catch (IllegalReferenceCountException gone) {
                // with the first subscription; a later one must still hear of its end
            }
        }
    }

    private CoreSubscriber<? super R> subscriber() {
        return Objects.requireNonNull(actual);
    }

    private int raise(int bit) {
        return (int) SIGNALS.getAndBitwiseOr(this, bit);
    }

    private void mail(SessionEngine owner, int bit) {
        if ((raise(bit) & MAIL) == 0) {
            owner.mail(this);
        }
    }

    @Override
    public @Nullable Mail nextMail() {
        return nextMail;
    }

    @Override
    public void nextMail(@Nullable Mail next) {
        nextMail = next;
    }

    @Override
    public void inRing(boolean now) {
        inRing = now;
    }

    @Override
    public boolean isInRing() {
        return inRing;
    }
}
