package dev.socle.messaging.session;

import dev.socle.messaging.codec.MessageDecoder;
import dev.socle.messaging.codec.MessageEncoder;
import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.frame.FrameHeader;
import dev.socle.messaging.frame.FrameType;
import dev.socle.transport.ConnectionException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The responder's side of an interaction whose answer is not known at once: the subscriber of the handler's answer and the
 * stream in the table in one object. A channel also has a {@link ChannelInlet} for the requester's messages.
 *
 * <p>A channel is out of the table when both directions have ended, the others when the answer has.
 */
final class ResponderStream extends Outlet<Object> implements LiveStream {

    private final int streamId;
    private final Interaction interaction;
    private @Nullable ChannelInlet<?> inlet;
    private long deadlineNanos = Long.MAX_VALUE;
    private boolean requesterDone;
    /** This side wants no more of the requester's messages; those under way are nobody's fault. */
    private boolean inletClosed;

    private boolean closed;
    private boolean replied;
    private boolean manyOffered;

    ResponderStream(SessionEngine engine, int streamId, Interaction interaction, int initialN, boolean requesterDone) {
        super(engine);
        this.streamId = streamId;
        this.interaction = interaction;
        this.requesterDone = requesterDone;
        grant(isSingle() ? 1 : initialN);
    }

    /** The messages of a channel, with the first, which is decoded in this call. */
    <Q> Flux<Q> items(MessageDecoder<Q> decoder) {
        if (interaction != Interaction.REQUEST_CHANNEL || inlet != null) {
            throw new IllegalStateException("items: of " + interaction + (inlet == null ? "" : ", a second time")
                    + " (expected: once, of REQUEST_CHANNEL)");
        }
        ChannelInlet<Q> items = new ChannelInlet<>(this, decoder, decoder.decode(engine.view()));
        inlet = items;
        if (requesterDone) {
            items.onLast();
        }
        return items;
    }

    /** Subscribes to the answer. */
    @SuppressWarnings("unchecked") // the encoder takes what the publisher emits
    void respond(Publisher<?> answer, MessageEncoder<?> encoder) {
        encodeWith((MessageEncoder<Object>) encoder);
        manyOffered = !(answer instanceof Mono);
        answer.subscribe(this);
        if (isSingle() && !isEnded()) {
            deadlineNanos = engine.now() + engine.limits().handlerTimeout().toNanos();
            engine.streams().watch(deadlineNanos);
        }
    }

    /** Sends what is left of the one answer, whose first fragment has left or waits for its turn. */
    void sendRest(OutboundMessage rest) {
        replied = true;
        sendLast(rest);
    }

    void reject(InteractionException refusal) {
        if (closed) {
            return;
        }
        stop();
        if (!isOver()) {
            engine.control().error(streamId, refusal);
        }
        close(refusal);
    }

    /** Ends a request whose handler threw. */
    void handlerThrew(Throwable thrown) {
        if (!closed) {
            stop();
            sendEnd(thrown);
        }
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    boolean isSingle() {
        return interaction == Interaction.REQUEST_RESPONSE || interaction == Interaction.FIRE_AND_FORGET;
    }

    @Override
    boolean mayOfferMore() {
        return manyOffered;
    }

    @Override
    @Nullable
    OutboundMessage send(MessageEncoder<? super Object> encoder, Object item) {
        return switch (interaction) {
            case FIRE_AND_FORGET -> {
                encoder.release(item);
                yield null;
            }
            case REQUEST_RESPONSE -> {
                replied = true;
                yield engine.output()
                        .message(
                                streamId, FrameType.PAYLOAD, FrameHeader.NEXT | FrameHeader.COMPLETE, 0, encoder, item);
            }
            default -> engine.output().message(streamId, FrameType.PAYLOAD, FrameHeader.NEXT, 0, encoder, item);
        };
    }

    @Override
    void sendEnd(@Nullable Throwable failure) {
        if (closed) {
            return;
        }
        if (isOver()) {
            if (failure != null) {
                engine.reports().handlerFailed(streamId, failure);
            }
            close(null);
        } else if (replied && failure == null) {
            close(null);
        } else if (failure != null) {
            engine.control().error(streamId, failure);
            close(new CancellationException("The answer of this channel failed"));
        } else {
            engine.control().complete(streamId);
            if (interaction == Interaction.REQUEST_CHANNEL && (inlet == null || !inlet.hasSubscriber())) {
                if (!requesterDone) {
                    engine.control().cancel(streamId);
                }
                close(new CancellationException("The channel was answered before its messages were asked for"));
            } else if (interaction != Interaction.REQUEST_CHANNEL || requesterDone || inletClosed) {
                close(null);
            }
        }
    }

    @Override
    public void onPayload(int flags, MessageView message) {
        if (interaction != Interaction.REQUEST_CHANNEL || requesterDone) {
            engine.ignored();
            return;
        }
        if ((flags & FrameHeader.NEXT) != 0 && !inletClosed) {
            if (inlet == null) {
                onBroken(ErrorCode.INVALID, "A message that nobody asked for");
            } else {
                inlet.onItem(message);
            }
        }
        if ((flags & FrameHeader.COMPLETE) != 0 && !closed) {
            requesterDone = true;
            if (inlet != null) {
                inlet.onLast();
            }
            if (isEnded()) {
                close(null);
            }
        }
    }

    @Override
    public void onErrorFrame(int code, String text) {
        if (isOver()) {
            return;
        }
        stop();
        close(InteractionException.light(code, InteractionException.outcomeOf(code), text));
    }

    @Override
    public void onCancelFrame() {
        if (isOver()) {
            return;
        }
        stop();
        close(new CancellationException("The requester cancelled the channel"));
    }

    @Override
    public void onRequestN(int n) {
        if (isSingle()) {
            return; // one answer needs no demand
        }
        if (n > 0) {
            grant(n);
        } else {
            onBroken(ErrorCode.INVALID, "REQUEST_N of " + n + " (expected: > 0)");
        }
    }

    @Override
    public void onBroken(int code, String why) {
        InteractionException broken = InteractionException.of(code, why);
        stop();
        if (!isOver()) {
            engine.control().error(streamId, broken);
        }
        close(broken);
    }

    /** Whether the stream has ended for the protocol, and only its handler still runs. */
    private boolean isOver() {
        return interaction == Interaction.FIRE_AND_FORGET;
    }

    @Override
    public void onConnectionEnd(ConnectionException cause) {
        if (!isOver()) { // those go on: nobody waits for them
            stop();
        }
        close(cause);
    }

    @Override
    public long deadlineNanos() {
        return deadlineNanos;
    }

    @Override
    public void onDeadline() {
        onBroken(
                ErrorCode.CANCELED,
                "The handler took longer than "
                        + engine.limits().handlerTimeout().toMillis() + " ms (handlerTimeout)");
    }

    void sendInletDemand(int n) {
        if (!closed && !requesterDone) {
            engine.control().requestN(streamId, n);
        }
    }

    void inletCancelled() {
        if (!closed && !requesterDone) {
            engine.control().cancel(streamId);
            inletClosed = true;
            if (isEnded()) {
                close(null);
            }
        }
    }

    void inletFailed(Throwable failure) {
        stop();
        engine.control().error(streamId, failure);
        close(failure);
    }

    private void close(@Nullable Throwable forInlet) {
        if (!closed) {
            closed = true;
            engine.streams().responderClosed(streamId, this);
            if (inlet != null && forInlet != null) {
                inlet.onEnd(forInlet);
            }
        }
    }
}
