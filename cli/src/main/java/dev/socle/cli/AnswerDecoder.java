package dev.socle.cli;

import dev.socle.messaging.codec.CompositeMetadata;
import dev.socle.messaging.codec.MessageDecoder;
import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.codec.MimeTypeMetadata;
import io.netty.buffer.ByteBufUtil;

/**
 * Receives messages whose types only the other side knows.
 *
 * @param expected what an answer is that does not say
 */
record AnswerDecoder(MimeType expected) implements MessageDecoder<Answer> {

    @Override
    public Answer decode(MessageView message) {
        byte[] data = ByteBufUtil.getBytes(message.buffer(), message.dataIndex(), message.dataLength(), true);
        return new Answer(data, type(message));
    }

    private MimeType type(MessageView message) {
        if (message.metadataLength() <= 0) {
            return expected;
        }
        CompositeMetadata entry = new CompositeMetadata().wrap(message);
        return entry.find(MimeType.MIME_TYPE)
                ? MimeTypeMetadata.decode(entry.buffer(), entry.contentIndex(), entry.contentLength())
                : expected;
    }
}
