package dev.socle.messaging.session;

import dev.socle.messaging.codec.MessageEncoder;
import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.frame.FrameHeader;
import dev.socle.messaging.frame.FrameType;
import dev.socle.transport.ConnectionException;
import io.netty.util.IllegalReferenceCountException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;

/**
 * The requester's side of a stream or a channel: the Flux of answers, its subscription and the stream in the table in
 * one object. A second subscription makes a second object. A channel also has a {@link ChannelOutlet} for its messages.
 *
 * <p>Legal moves of {@code phase}, on the loop: IDLE → WAITING (for the socket, or for a channel's first message) →
 * SENT → {@link #isEnded}.
 */
final class RequestFlux<Q, R> extends Inlet<R> implements LiveStream, Ready, OutboundMessage.Owner {

    private static final int IDLE = 0;
    private static final int WAITING = 1;
    private static final int SENT = 2;

    private final SessionSource source;
    private final InteractionSpec<Q, R> spec;
    private final @Nullable Q request;
    private final @Nullable Publisher<Q> requests;
    private @Nullable ChannelOutlet<Q> outlet;
    private @Nullable OutboundMessage fragments;
    private int streamId;
    private int phase;
    private int attempts;
    private boolean received;
    private boolean inRing;
    private volatile @Nullable Disposable connecting;

    /** A stream has a request, a channel has requests. */
    RequestFlux(
            SessionSource source, InteractionSpec<Q, R> spec, @Nullable Q request, @Nullable Publisher<Q> requests) {
        super(spec.decoder(), true);
        this.source = source;
        this.spec = spec;
        this.request = request;
        this.requests = requests;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> subscriber) {
        if (takeSubscriber(subscriber)) {
            subscriber.onSubscribe(this);
        } else {
            new RequestFlux<>(source, spec, request, requests).subscribe(subscriber);
        }
    }

    @Override
    void onFirstDemand() {
        if (!isCancelled()) {
            start();
        }
    }

    @Override
    void onCancelledEarly() {
        Disposable attempt = connecting;
        if (attempt != null) {
            attempt.dispose();
        }
        releaseRequest();
    }

    private void start() {
        attempts++;
        if (source.current() instanceof SessionEngine open) {
            startOn(open);
            return;
        }
        Disposable attempt = source.connect().subscribe(session -> startOn((SessionEngine) session), this::unconnected);
        connecting = attempt;
        if (isCancelled()) {
            attempt.dispose();
        }
    }

    private void startOn(SessionEngine open) {
        engine = open; // before the demand is taken over and CANCELLED is read
        if (open.inLoop()) {
            begin(open);
        } else {
            signalStart(open);
        }
    }

    private void unconnected(Throwable failure) {
        releaseRequest();
        fail(failure);
    }

    @Override
    void onMailWhileLive() {
        SessionEngine open = engine;
        if (open != null && phase == IDLE) {
            begin(open);
        }
    }

    private void begin(SessionEngine open) {
        if (phase != IDLE || isEnded()) {
            return;
        }
        if (isCancelled()) {
            close();
            releaseRequest();
            return;
        }
        RuntimeException refusal = open.refusal();
        if (refusal != null) {
            failed(refusal, true);
            return;
        }
        phase = WAITING;
        if (requests != null) {
            open.streams().waiting(this);
            outlet = new ChannelOutlet<>(open, this);
            outlet.encodeWith(spec.encoder());
            outlet.grant(1); // the first message travels in the request frame
            try {
                requests.subscribe(outlet);
            } catch (Throwable failure) { // users write publishers, and some throw here
                leave(open);
                fail(failure);
            }
        } else if (open.output().isWritable()) {
            send(open);
        } else {
            open.output().whenWritable(this);
        }
    }

    private void send(SessionEngine open) {
        int id = open.streams().nextId();
        Q message = Objects.requireNonNull(request);
        try {
            fragments =
                    open.output().keptMessage(id, FrameType.REQUEST_STREAM, takeFirstDemand(), spec.encoder(), message);
        } catch (Throwable failure) {
            releaseRequest();
            fail(open.reports().unsent(spec.name(), failure));
            return;
        }
        opened(open, id);
        if (source == open) { // nowhere else to ask again
            releaseRequest();
        }
        if (fragments != null) {
            open.output().sendRest(fragments, this);
        }
    }

    private void opened(SessionEngine open, int id) {
        streamId = id;
        phase = SENT;
        open.streams().opened(id, this);
    }

    /** Sends one message of the channel; the first opens the stream. */
    @Nullable
    OutboundMessage sendItem(MessageEncoder<? super Q> encoder, Q item) {
        SessionEngine open = engine();
        if (phase == SENT) {
            return open.output().message(streamId, FrameType.PAYLOAD, FrameHeader.NEXT, 0, encoder, item);
        }
        RuntimeException refusal = open.refusal();
        if (refusal != null) {
            encoder.release(item);
            throw refusal;
        }
        int id = open.streams().nextId();
        OutboundMessage rest =
                open.output().message(id, FrameType.REQUEST_CHANNEL, 0, takeFirstDemand(), encoder, item);
        open.streams().noLongerWaiting(this);
        opened(open, id);
        return rest;
    }

    /** The channel's messages have ended. */
    void sendItemsEnd(@Nullable Throwable failure) {
        SessionEngine open = engine();
        if (phase != SENT) { // no message, no stream
            open.streams().noLongerWaiting(this);
            if (failure == null) {
                complete();
            } else {
                fail(failure);
            }
        } else if (failure != null) {
            open.control().error(streamId, failure);
            leave(open);
            fail(failure);
        } else {
            open.control().complete(streamId);
            if (isEnded()) {
                open.streams().closed(streamId, this);
            }
        }
    }

    @Override
    public boolean onTurn() {
        SessionEngine open = engine();
        if (isEnded()) {
            return false;
        }
        if (phase == WAITING) {
            send(open);
        }
        return false;
    }

    @Override
    public void onSent() {
        fragments = null;
    }

    @Override
    void sendDemand(int n) {
        if (phase == SENT) {
            engine().control().requestN(streamId, n);
        }
    }

    @Override
    public void onPayload(int flags, MessageView message) {
        if (isEnded()) {
            return;
        }
        if (!received) {
            received = true;
            releaseRequest();
        }
        if ((flags & FrameHeader.NEXT) != 0) {
            onItem(message);
        }
        if ((flags & FrameHeader.COMPLETE) != 0 && !isEnded()) {
            if (outlet == null || outlet.isEnded()) {
                engine().streams().closed(streamId, this);
            }
            complete();
        }
    }

    @Override
    public void onErrorFrame(int code, String text) {
        leave(engine());
        failed(
                InteractionException.light(code, InteractionException.outcomeOf(code), text),
                code == ErrorCode.REJECTED);
    }

    @Override
    public void onCancelFrame() {
        if (outlet != null) {
            outlet.stop();
            if (isEnded()) {
                engine().streams().closed(streamId, this);
            }
        }
    }

    @Override
    public void onRequestN(int n) {
        if (outlet == null) {
            return;
        }
        if (n > 0) {
            outlet.grant(n);
        } else {
            broken(InteractionException.of(ErrorCode.INVALID, "REQUEST_N of " + n + " (expected: > 0)"));
        }
    }

    @Override
    public void onBroken(int code, String why) {
        if (outlet == null) {
            onFailure(InteractionException.light(code, Outcome.UNKNOWN, why));
        } else {
            broken(InteractionException.of(code, why));
        }
    }

    /** A channel ends both ways, and the other side learns why. */
    private void broken(InteractionException why) {
        SessionEngine open = engine();
        open.control().error(streamId, why);
        leave(open);
        releaseRequest();
        fail(why);
    }

    @Override
    public void onConnectionEnd(ConnectionException cause) {
        leave(engine());
        boolean mayHaveBeen = phase == SENT && cause.reason() != ConnectionException.Reason.REJECTED;
        failed(cause.processed(mayHaveBeen), !mayHaveBeen);
    }

    @Override
    public long deadlineNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public void onDeadline() {} // streams have none

    @Override
    void onCancelled() {
        SessionEngine open = engine();
        if (phase == SENT) {
            open.control().cancel(streamId);
        }
        leave(open);
        releaseRequest();
    }

    @Override
    void onFailure(Throwable failure) {
        SessionEngine open = engine();
        if (phase == SENT) {
            open.control().cancel(streamId);
        }
        leave(open);
        releaseRequest();
        fail(
                failure instanceof IllegalArgumentException
                        ? failure
                        : open.reports().undecodable(spec.name(), failure));
    }

    private void failed(RuntimeException failure, boolean repeatable) {
        if (isEnded()) {
            return;
        }
        if (repeatable && !received && requests == null && source.mayRetry(attempts)) {
            engine = null;
            phase = IDLE;
            start();
            return;
        }
        releaseRequest();
        fail(failure);
    }

    /** Out of the table, and nothing more goes out. */
    private void leave(SessionEngine open) {
        if (phase == SENT) {
            open.streams().closed(streamId, this);
        } else {
            open.streams().noLongerWaiting(this);
        }
        if (outlet != null) {
            outlet.stop();
        }
        if (fragments != null) {
            fragments.release();
            fragments = null;
        }
    }

    private void releaseRequest() {
        if (request != null && mayGiveUp()) {
            try {
                spec.encoder().release(request);
            } catch (IllegalReferenceCountException gone) {
                // with the first subscription; a later one must still hear of its end
            }
        }
    }

    private SessionEngine engine() {
        return Objects.requireNonNull(engine);
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
