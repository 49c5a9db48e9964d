package dev.socle.benchmarks.memory;

import dev.socle.messaging.codec.MessageDecoder;
import dev.socle.messaging.codec.MessageEncoder;
import dev.socle.messaging.codec.MessageView;
import io.netty.buffer.ByteBuf;

/** Messages without bytes: what is measured is the session's own. */
enum NoMessage implements MessageEncoder<Object>, MessageDecoder<Object> {
    INSTANCE;

    @Override
    public boolean hasMetadata(Object value) {
        return false;
    }

    @Override
    public void encodeMetadata(Object value, ByteBuf out) {}

    @Override
    public void encodeData(Object value, ByteBuf out) {}

    @Override
    public Object decode(MessageView message) {
        return this;
    }

    @Override
    public void release(Object value) {}
}
