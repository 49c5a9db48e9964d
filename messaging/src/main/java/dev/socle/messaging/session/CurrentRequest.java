package dev.socle.messaging.session;

import dev.socle.messaging.codec.MessageDecoder;
import dev.socle.messaging.codec.MessageEncoder;
import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.frame.FrameHeader;
import dev.socle.messaging.frame.FrameType;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * The request that is being handled: one object serves a session for all of them, one after the other. An answer that is known
 * at once leaves from here and allocates nothing; every other one gets a {@link ResponderStream}. All on the loop.
 */
final class CurrentRequest implements InboundRequest {

    private final SessionEngine engine;
    private int streamId;
    private int type;
    private int initialN;
    private boolean requesterDone;
    private boolean answered;
    private @Nullable ResponderStream stream;

    CurrentRequest(SessionEngine engine) {
        this.engine = engine;
    }

    /** The request of that stream begins to be handled; {@link #end} must follow. */
    void begin(int ofStream, int ofType, int n, boolean isRequesterDone) {
        streamId = ofStream;
        type = ofType;
        initialN = n;
        requesterDone = isRequesterDone;
        answered = false;
        engine.streams().responderOpened();
    }

    /** The handler has returned, or thrown. Gives the stream that the request needs, null when it is over. */
    @Nullable
    ResponderStream end(@Nullable Throwable thrown) {
        ResponderStream opened = stream;
        if (thrown == null && !answered) {
            reject(ErrorCode.APPLICATION_ERROR, "The handler neither answered nor rejected the request");
        } else if (thrown != null && opened != null) {
            opened.handlerThrew(thrown);
        } else if (thrown != null && !answered) {
            fail(thrown);
        }
        answered = true;
        stream = null;
        if (opened == null) {
            engine.streams().responderClosed();
            return null;
        }
        return opened.isClosed() ? null : opened;
    }

    @Override
    public Interaction interaction() {
        return switch (type) {
            case FrameType.REQUEST_RESPONSE -> Interaction.REQUEST_RESPONSE;
            case FrameType.REQUEST_FNF -> Interaction.FIRE_AND_FORGET;
            case FrameType.REQUEST_STREAM -> Interaction.REQUEST_STREAM;
            default -> Interaction.REQUEST_CHANNEL;
        };
    }

    @Override
    public MessageView message() {
        return engine.view();
    }

    @Override
    public Session session() {
        return engine;
    }

    @Override
    public <Q> Flux<Q> items(MessageDecoder<Q> decoder) {
        return stream().items(decoder);
    }

    @Override
    public <R> void respond(Publisher<? extends R> answer, MessageEncoder<? super R> encoder) {
        checkLoop("respond");
        if (answered) {
            throw new IllegalStateException("respond: to a request that is answered (expected: one answer)");
        }
        answered = true;
        boolean isSingle = type == FrameType.REQUEST_RESPONSE || type == FrameType.REQUEST_FNF;
        if (isSingle && answer instanceof Callable<?> known && engine.output().isWritable()) {
            respondNow(known, encoder);
        } else {
            stream().respond(answer, encoder);
        }
    }

    @Override
    public void reject(int errorCode, String message) {
        InteractionException refusal = InteractionException.of(errorCode, message);
        checkLoop("reject");
        boolean isOver = answered || isFired();
        answered = true;
        if (stream != null) {
            stream.reject(refusal);
        } else if (!isOver) {
            engine.control().error(streamId, refusal);
        }
    }

    /** A handler that kept the request would answer another one with it, which is being handled meanwhile. */
    private void checkLoop(String call) {
        if (!engine.inLoop()) {
            throw new IllegalStateException(call + ": on thread "
                    + Thread.currentThread().getName() + " (expected: the event loop, before the handler returns)");
        }
    }

    /** A value that is there already needs neither subscription nor demand. */
    @SuppressWarnings("unchecked") // the encoder takes what the publisher has
    private <R> void respondNow(Callable<?> known, MessageEncoder<? super R> encoder) {
        R value;
        try {
            value = (R) known.call();
            if (value == null) {
                complete();
            } else if (isFired()) {
                encoder.release(value);
            } else {
                send(value, encoder);
            }
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    private <R> void send(R value, MessageEncoder<? super R> encoder) {
        OutboundMessage rest = engine.output()
                .message(streamId, FrameType.PAYLOAD, FrameHeader.NEXT | FrameHeader.COMPLETE, 0, encoder, value);
        if (rest != null) {
            stream().sendRest(rest);
        }
    }

    private void complete() {
        if (!isFired()) {
            engine.control().complete(streamId);
        }
    }

    private void fail(Throwable failure) {
        if (isFired()) {
            engine.reports().handlerFailed(streamId, failure);
        } else {
            engine.control().error(streamId, failure);
        }
    }

    /** Whether the request has ended for the protocol, and only its handler still runs. */
    private boolean isFired() {
        return type == FrameType.REQUEST_FNF;
    }

    private ResponderStream stream() {
        ResponderStream opened = stream;
        if (opened == null) {
            opened = new ResponderStream(engine, streamId, interaction(), initialN, requesterDone);
            stream = opened;
        }
        return opened;
    }
}
