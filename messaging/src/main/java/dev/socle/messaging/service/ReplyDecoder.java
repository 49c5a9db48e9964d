package dev.socle.messaging.service;

import dev.socle.messaging.codec.CodecException;
import dev.socle.messaging.codec.CodecException.Reason;
import dev.socle.messaging.codec.CompositeMetadata;
import dev.socle.messaging.codec.MessageDecoder;
import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.codec.MimeTypeMetadata;
import dev.socle.messaging.codec.ValueCodec;

/** Reads the answers of a method, in the format that was asked for unless an answer says that it has another. */
final class ReplyDecoder implements MessageDecoder<Object> {

    private final ServiceMethod method;
    private final MethodCodecs codecs;
    private final ValueCodec<Object> codec;
    private final boolean isComposite;

    ReplyDecoder(ServiceMethod method, MethodCodecs codecs, MimeType type, boolean isComposite) {
        this.method = method;
        this.codecs = codecs;
        this.codec = codecs.reply(method, type);
        this.isComposite = isComposite;
    }

    @Override
    public Object decode(MessageView message) {
        ValueCodec<Object> used = isComposite && message.metadataLength() > 0 ? said(message) : codec;
        Object reply = used.decode(message.buffer(), message.dataIndex(), message.dataLength());
        if (reply == null) {
            throw new CodecException(Reason.MISMATCH, "null where a value is expected");
        }
        return reply;
    }

    @Override
    public void release(Object reply) {
        codec.release(reply);
    }

    /** The codec that the answer's metadata asks for. */
    private ValueCodec<Object> said(MessageView message) {
        CompositeMetadata entry = new CompositeMetadata().wrap(message);
        return entry.find(MimeType.MIME_TYPE)
                ? codecs.reply(
                        method, MimeTypeMetadata.decode(entry.buffer(), entry.contentIndex(), entry.contentLength()))
                : codec;
    }
}
