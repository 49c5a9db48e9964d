package dev.socle.messaging.service;

import dev.socle.messaging.codec.CodecException;
import dev.socle.messaging.codec.Metadata;
import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.codec.ValueCodec;
import dev.socle.messaging.session.ErrorCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A route that is offered, in all formats. */
record RouteEntry(RouteHandler handler, MethodCodecs codecs, Failures failures) {

    ServiceMethod method() {
        return handler.method();
    }

    /**
     * The route for requests of a kind.
     *
     * <p><b>Errors:</b> INVALID when nobody can read the data.
     *
     * @param dataType what the data of the request is; where the route takes bytes, or nothing, it may be anything
     * @param accept what the requester asks the answer to be, the most welcome first; empty for no wishes
     * @param isComposite whether an answer may have metadata that says what it is
     */
    BoundRoute bind(MimeType dataType, List<MimeType> accept, boolean isComposite) {
        ServiceMethod method = method();
        try {
            RequestDecoder decoder = new RequestDecoder(method, codecs.request(method, dataType));
            MimeType replyType = replyType(dataType, accept);
            boolean isSaid = isComposite && method.hasResult() && !isExpected(replyType, dataType, accept);
            ReplyEncoder encoder = new ReplyEncoder(
                    method, codecs.reply(method, replyType), isSaid ? metadataOf(replyType) : null, failures);
            return new BoundRoute(handler, decoder, encoder);
        } catch (CodecException e) {
            throw Failures.answer(
                    ErrorCode.INVALID, "Bad request for route " + Texts.quoted(method.route()) + ": " + e.getMessage());
        }
    }

    /** The first that can carry the result, of what is accepted, what was sent, and what is spoken. */
    private MimeType replyType(MimeType dataType, List<MimeType> accept) {
        if (MethodCodecs.givesBytes(method())) {
            return MimeType.BYTES;
        }
        List<MimeType> candidates = new ArrayList<>(accept);
        candidates.add(dataType);
        candidates.addAll(codecs.mimeTypes());
        return candidates.stream()
                .filter(type -> replyCodec(type) != null)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no format carries the result of " + method()));
    }

    private @Nullable ValueCodec<Object> replyCodec(MimeType type) {
        try {
            return codecs.reply(method(), type);
        } catch (CodecException unable) {
            return null;
        }
    }

    /** Whether the requester knows the type of the answer: its only wish, or without wishes what it sent itself. */
    private static boolean isExpected(MimeType replyType, MimeType dataType, List<MimeType> accept) {
        return accept.size() == 1 ? replyType.equals(accept.get(0)) : replyType.equals(dataType);
    }

    private static ByteBuf metadataOf(MimeType replyType) {
        return Unpooled.wrappedBuffer(Metadata.empty().dataType(replyType).toBytes());
    }
}
