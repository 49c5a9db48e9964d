package dev.socle.messaging.service;

import dev.socle.messaging.codec.MessageEncoder;
import dev.socle.messaging.codec.ValueCodec;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Writes the requests of a method: metadata that was made once, and the message. */
final class RequestEncoder implements MessageEncoder<Object> {

    private final ValueCodec<Object> codec;
    private final byte[] metadata;

    RequestEncoder(ValueCodec<Object> codec, byte[] metadata) {
        this.codec = codec;
        this.metadata = metadata;
    }

    /** Of a channel only the first message says where it goes. */
    @Override
    public boolean hasMetadata(Object message) {
        return !(message instanceof LaterMessage);
    }

    @Override
    public void encodeMetadata(Object message, ByteBuf out) {
        out.writeBytes(metadata);
    }

    @Override
    public void encodeData(Object message, ByteBuf out) {
        codec.encode(LaterMessage.unwrap(message), out);
    }

    @Override
    public @Nullable ByteBuf referenceData(Object message) {
        return codec.reference(LaterMessage.unwrap(message));
    }

    @Override
    public void release(Object message) {
        codec.release(LaterMessage.unwrap(message));
    }
}
