package dev.socle.messaging.service;

import dev.socle.messaging.codec.MessageEncoder;
import dev.socle.messaging.codec.ValueCodec;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answers of a method.
 *
 * @param metadata what the data is, where the requester could not know; else null
 */
record ReplyEncoder(
        ServiceMethod method,
        ValueCodec<Object> codec,
        @Nullable ByteBuf metadata,
        Failures failures) implements MessageEncoder<Object> {

    @Override
    public boolean hasMetadata(Object reply) {
        return metadata != null;
    }

    @Override
    public void encodeMetadata(Object reply, ByteBuf out) {
        if (metadata != null) {
            out.writeBytes(metadata, 0, metadata.writerIndex());
        }
    }

    @Override
    public void encodeData(Object reply, ByteBuf out) {
        try {
            codec.encode(reply, out);
        } catch (RuntimeException e) {
            throw failures.answer(method, e);
        }
    }

    @Override
    public @Nullable ByteBuf referenceData(Object reply) {
        return codec.reference(reply);
    }

    @Override
    public void release(Object reply) {
        codec.release(reply);
    }
}
