package dev.socle.messaging.session;

import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.frame.Body;
import dev.socle.messaging.frame.ErrorFrame;
import dev.socle.messaging.frame.FrameHeader;
import dev.socle.messaging.frame.FrameType;
import dev.socle.messaging.frame.KeepAliveFrame;
import dev.socle.messaging.frame.MalformedFrameException;
import dev.socle.messaging.frame.MetadataPushFrame;
import dev.socle.messaging.frame.PayloadFrame;
import dev.socle.messaging.frame.Reassembly;
import dev.socle.messaging.frame.RequestFrame;
import dev.socle.messaging.frame.RequestNFrame;
import dev.socle.transport.ConnectionException.Reason;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What a frame means: one switch on its type, one call for the stream that it belongs to. All on the loop.
 *
 * <p>What makes no sense but harms nobody is skipped and counted, as the protocol asks; what cannot be read ends the
 * connection with a {@link ProtocolException} or {@link MalformedFrameException}.
 * <p><b>Source:</b> RSocket 1.0, Protocol.md, "Handling the Unexpected".
 */
final class FrameDispatch {

    private static final int ECHO_BYTES_MAX = 1024;
    private static final int ERROR_TEXT_BYTES_MAX = 4096;
    /** A shorter fragment that is not the last carries next to nothing. */
    private static final int FRAGMENT_LENGTH_MIN = 61;

    private static final long IGNORED_WINDOW_NANOS = 10_000_000_000L;

    private final SessionEngine engine;
    private final SessionLimits limits;
    private final StreamTable streams;
    private final Partials partials;
    private final MessageView view = new MessageView();
    private final CurrentRequest request;
    private RequestHandler handler;
    private boolean established;
    private int ignored;
    private long ignoredSinceNanos = System.nanoTime();

    FrameDispatch(SessionEngine engine, StreamTable streams, Partials partials, RequestHandler handler) {
        this.engine = engine;
        this.limits = engine.limits();
        this.streams = streams;
        this.handler = handler;
        this.partials = partials;
        this.request = new CurrentRequest(engine);
    }

    void handler(RequestHandler accepted) {
        handler = accepted;
    }

    /** The message that is being passed on. */
    MessageView view() {
        return view;
    }

    /** Takes one whole frame, borrowed. */
    void onFrame(ByteBuf frame, int at, int end) {
        int streamId = FrameHeader.streamId(frame, at);
        int typeAndFlags = FrameHeader.typeAndFlags(frame, at);
        if (streamId < 0) {
            throw new ProtocolException("Stream number with its top bit set (expected: 0 to 2147483647)");
        }
        try {
            if (streamId == 0) {
                onConnectionFrame(frame, at, end, typeAndFlags);
            } else {
                established = true;
                onStreamFrame(streamId, frame, at, end, typeAndFlags);
            }
        } catch (MalformedFrameException malformed) {
            if ((typeAndFlags & FrameHeader.IGNORE) == 0) {
                throw malformed;
            }
            ignored();
        } catch (ProtocolException broken) {
            throw broken;
        } catch (Throwable failure) { // of a subscriber or a publisher, which must not throw: one stream's matter
            engine.reports().userFailed(streamId, failure);
            LiveStream stream = streams.get(streamId);
            if (stream != null) {
                stream.onBroken(ErrorCode.CANCELED, "The receiver of a message failed");
            }
        }
    }

    private void onStreamFrame(int streamId, ByteBuf frame, int at, int end, int typeAndFlags) {
        int type = FrameHeader.type(typeAndFlags);
        switch (type) {
            case FrameType.PAYLOAD -> onPayload(streamId, frame, at, end, typeAndFlags);
            case FrameType.REQUEST_RESPONSE,
                    FrameType.REQUEST_FNF,
                    FrameType.REQUEST_STREAM,
                    FrameType.REQUEST_CHANNEL -> onRequest(streamId, type, frame, at, end, typeAndFlags);
            case FrameType.REQUEST_N -> onRequestN(streamId, RequestNFrame.requestN(frame, at, end));
            case FrameType.CANCEL -> onCancel(streamId);
            case FrameType.ERROR -> onError(streamId, ErrorFrame.code(frame, at, end), frame, at, end);
            case FrameType.SETUP,
                    FrameType.LEASE,
                    FrameType.KEEPALIVE,
                    FrameType.METADATA_PUSH,
                    FrameType.RESUME,
                    FrameType.RESUME_OK -> ignored();
            default -> onUnknown(type, typeAndFlags);
        }
    }

    private void onConnectionFrame(ByteBuf frame, int at, int end, int typeAndFlags) {
        int type = FrameHeader.type(typeAndFlags);
        switch (type) {
            case FrameType.KEEPALIVE -> onKeepAlive(frame, at, end, typeAndFlags);
            case FrameType.ERROR -> onConnectionError(ErrorFrame.code(frame, at, end), text(frame, at, end));
            case FrameType.METADATA_PUSH -> onMetadataPush(frame, MetadataPushFrame.metadataIndex(at), end);
            case FrameType.SETUP,
                    FrameType.LEASE,
                    FrameType.REQUEST_RESPONSE,
                    FrameType.REQUEST_FNF,
                    FrameType.REQUEST_STREAM,
                    FrameType.REQUEST_CHANNEL,
                    FrameType.REQUEST_N,
                    FrameType.CANCEL,
                    FrameType.PAYLOAD,
                    FrameType.RESUME_OK -> ignored();
            case FrameType.RESUME -> {
                if (!engine.isClient()) {
                    throw new ProtocolException("RESUME after the session was set up");
                }
                ignored();
            }
            default -> onUnknown(type, typeAndFlags);
        }
    }

    private void onMetadataPush(ByteBuf frame, int metadataAt, int end) {
        if (end - metadataAt > limits.metadataLengthMax()) {
            ignored();
            return;
        }
        handler.onMetadataPush(engine, view.wrap(frame, metadataAt, end - metadataAt, end, 0));
    }

    private static String text(ByteBuf frame, int at, int end) {
        return ErrorFrame.text(frame, at, Math.min(end, at + ErrorFrame.TEXT + ERROR_TEXT_BYTES_MAX));
    }

    private void onUnknown(int type, int typeAndFlags) {
        if ((typeAndFlags & FrameHeader.IGNORE) == 0) {
            throw new ProtocolException("Frame of unknown type " + FrameType.name(type) + " that may not be ignored");
        }
        ignored();
    }

    private void onKeepAlive(ByteBuf frame, int at, int end, int typeAndFlags) {
        KeepAliveFrame.position(frame, at, end); // checks the length
        established = true;
        if ((typeAndFlags & FrameHeader.RESPOND) != 0) {
            int dataAt = KeepAliveFrame.dataIndex(at);
            if (end - dataAt > ECHO_BYTES_MAX) {
                throw new ProtocolException("KEEPALIVE with " + (end - dataAt) + " bytes to echo (expected: at most "
                        + ECHO_BYTES_MAX + ")");
            }
            engine.control().keepAlive(false, frame, dataAt, end - dataAt);
        }
    }

    private void onConnectionError(int code, String text) {
        switch (code) {
            case ErrorCode.INVALID_SETUP,
                    ErrorCode.UNSUPPORTED_SETUP,
                    ErrorCode.REJECTED_SETUP,
                    ErrorCode.REJECTED_RESUME -> {
                if (engine.isClient() && !established) {
                    engine.endedByPeer(Reason.REJECTED, code, text);
                } else {
                    ignored();
                }
            }
            case ErrorCode.CONNECTION_CLOSE -> engine.drainForPeer();
            default -> engine.endedByPeer(Reason.PROTOCOL, code, text);
        }
    }

    private void onRequest(int streamId, int type, ByteBuf frame, int at, int end, int typeAndFlags) {
        if (streams.isOwn(streamId)) {
            throw new ProtocolException(
                    FrameType.name(type) + " on stream " + streamId + ", whose number belongs to this side");
        }
        if (isInUse(streamId)) {
            ignored();
            return;
        }
        streams.taken(streamId);
        int initialN = type == FrameType.REQUEST_STREAM || type == FrameType.REQUEST_CHANNEL
                ? RequestFrame.initialRequestN(frame, at, end)
                : 1;
        int bodyAt = RequestFrame.bodyIndex(type, at);
        int metadataLength = Body.metadataLength(frame, bodyAt, end, typeAndFlags);
        String refusal = refusal(initialN, metadataLength);
        if (refusal != null) {
            if (type != FrameType.REQUEST_FNF) {
                int code = initialN <= 0 || metadataLength > limits.metadataLengthMax()
                        ? ErrorCode.INVALID
                        : ErrorCode.REJECTED;
                engine.control().error(streamId, code, refusal);
            }
            return;
        }
        if ((typeAndFlags & FrameHeader.FOLLOWS) != 0) {
            beginPartial(streamId, frame, at, end, typeAndFlags, initialN, bodyAt, metadataLength);
        } else {
            if (type == FrameType.REQUEST_RESPONSE) {
                engine.output().answering(frame.writerIndex() - end);
            }
            int dataAt = Body.dataIndex(bodyAt, metadataLength);
            view.wrap(frame, Body.metadataIndex(bodyAt, metadataLength), metadataLength, dataAt, end - dataAt);
            handle(streamId, typeAndFlags, initialN);
        }
    }

    /** Numbers grow, so that the first comparison nearly always decides. */
    private boolean isInUse(int streamId) {
        return streams.wasUsed(streamId) && (streams.contains(streamId) || partials.get(streamId) != null);
    }

    private @Nullable String refusal(int initialN, int metadataLength) {
        if (initialN <= 0) {
            return "Initial request n of " + initialN + " (expected: > 0)";
        }
        if (metadataLength > limits.metadataLengthMax()) {
            return "Metadata of " + metadataLength + " bytes exceeds metadataLengthMax " + limits.metadataLengthMax();
        }
        if (engine.isDraining()) {
            return "The session is closing: nothing was processed, use another one";
        }
        if (engine.streams().inbound() + partials.count() >= limits.inboundStreamsMax()) {
            return "More than " + limits.inboundStreamsMax()
                    + " streams (inboundStreamsMax): nothing was processed, send less at a time";
        }
        return null;
    }

    private void handle(int streamId, int typeAndFlags, int initialN) {
        request.begin(streamId, FrameHeader.type(typeAndFlags), initialN, (typeAndFlags & FrameHeader.COMPLETE) != 0);
        Throwable thrown = null;
        try {
            handler.handle(request);
        } catch (Throwable failure) {
            thrown = failure;
        }
        ResponderStream stream = request.end(thrown);
        if (stream != null) {
            engine.opened(streamId, stream);
        }
    }

    private void onPayload(int streamId, ByteBuf frame, int at, int end, int typeAndFlags) {
        int bodyAt = PayloadFrame.bodyIndex(at);
        int metadataLength = Body.metadataLength(frame, bodyAt, end, typeAndFlags);
        int dataAt = Body.dataIndex(bodyAt, metadataLength);
        Partials.Partial partial = partials.get(streamId);
        if (partial != null) {
            addPart(partial, frame, at, end, typeAndFlags, bodyAt, metadataLength);
            return;
        }
        LiveStream stream = streams.get(streamId);
        if (stream == null) {
            late(streamId);
            return;
        }
        if (metadataLength > limits.metadataLengthMax()) {
            stream.onBroken(
                    ErrorCode.CANCELED,
                    "Metadata of " + metadataLength + " bytes exceeds metadataLengthMax " + limits.metadataLengthMax());
            return;
        }
        boolean next = (typeAndFlags & FrameHeader.NEXT) != 0;
        boolean complete = (typeAndFlags & FrameHeader.COMPLETE) != 0;
        if (!next && !complete) {
            throw new ProtocolException("PAYLOAD on stream " + streamId + " that is neither an item nor an end");
        }
        if ((typeAndFlags & FrameHeader.FOLLOWS) != 0 && !complete) {
            beginPartial(streamId, frame, at, end, typeAndFlags, 0, bodyAt, metadataLength);
            return;
        }
        stream.onPayload(
                typeAndFlags,
                view.wrap(frame, Body.metadataIndex(bodyAt, metadataLength), metadataLength, dataAt, end - dataAt));
    }

    private void beginPartial(
            int streamId,
            ByteBuf frame,
            int at,
            int end,
            int typeAndFlags,
            int initialN,
            int bodyAt,
            int metadataLength) {
        Partials.Partial partial = partials.begin(streamId, typeAndFlags, initialN);
        if (partial != null) {
            engine.streams().watch(partial.deadlineNanos());
            addPart(partial, frame, at, end, typeAndFlags, bodyAt, metadataLength);
        }
    }

    private void addPart(
            Partials.Partial partial,
            ByteBuf frame,
            int at,
            int end,
            int typeAndFlags,
            int bodyAt,
            int metadataLength) {
        boolean last = (typeAndFlags & FrameHeader.FOLLOWS) == 0 || (typeAndFlags & FrameHeader.COMPLETE) != 0;
        if (!last && end - at < FRAGMENT_LENGTH_MIN) {
            ignored(); // taken all the same, but a way to keep us busy
        }
        int metadataAt = Body.metadataIndex(bodyAt, metadataLength);
        int dataAt = Body.dataIndex(bodyAt, metadataLength);
        if (partials.add(partial, frame, metadataAt, metadataLength, dataAt, end - dataAt) && last) {
            partials.remove(partial);
            try {
                pass(partial, typeAndFlags);
            } finally {
                partial.reassembly.release();
            }
        }
    }

    private void pass(Partials.Partial partial, int lastTypeAndFlags) {
        Reassembly whole = partial.reassembly;
        int metadataLength = whole.hasMetadata() ? whole.metadataLength() : -1;
        view.wrap(whole.content(), 0, metadataLength, whole.metadataLength(), whole.dataLength());
        int complete = lastTypeAndFlags & FrameHeader.COMPLETE;
        if (FrameHeader.type(partial.firstTypeAndFlags) != FrameType.PAYLOAD) {
            handle(partial.streamId, (partial.firstTypeAndFlags & ~FrameHeader.COMPLETE) | complete, (int)
                    Math.min(Integer.MAX_VALUE, partial.initialN));
            return;
        }
        LiveStream stream = streams.get(partial.streamId);
        if (stream != null) {
            stream.onPayload(FrameHeader.NEXT | complete, view);
        }
    }

    private void onRequestN(int streamId, int n) {
        LiveStream stream = streams.get(streamId);
        Partials.Partial partial = partials.get(streamId);
        if (stream != null) {
            stream.onRequestN(n);
        } else if (partial != null && n > 0) {
            partial.initialN += n;
        } else {
            late(streamId);
        }
    }

    private void onCancel(int streamId) {
        LiveStream stream = streams.get(streamId);
        boolean dropped = (stream == null || !streams.isOwn(streamId)) && partials.drop(streamId);
        if (stream != null) {
            stream.onCancelFrame();
        } else if (!dropped) {
            late(streamId);
        }
    }

    private void onError(int streamId, int code, ByteBuf frame, int at, int end) {
        partials.drop(streamId);
        LiveStream stream = streams.get(streamId);
        if (stream == null) {
            late(streamId);
        } else {
            stream.onErrorFrame(code, text(frame, at, end));
        }
    }

    /** A frame for a stream that has ended is normal traffic; for one that never was it is not. */
    private void late(int streamId) {
        if (!streams.wasUsed(streamId)) {
            ignored();
        }
    }

    /** Skips a frame that makes no sense; too many of them end the connection. */
    void ignored() {
        long now = System.nanoTime();
        if (now - ignoredSinceNanos > IGNORED_WINDOW_NANOS) {
            ignoredSinceNanos = now;
            ignored = 0;
        }
        if (++ignored > limits.ignoredFramesMax()) {
            throw new ProtocolException(
                    "More than " + limits.ignoredFramesMax() + " frames in 10 s that make no sense (ignoredFramesMax)");
        }
    }
}
