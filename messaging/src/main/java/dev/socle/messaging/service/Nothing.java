package dev.socle.messaging.service;

import dev.socle.messaging.codec.ValueCodec;
import io.netty.buffer.ByteBuf;

/** The message of a method without parameters, and the answer of one without a result: no bytes; any are ignored. */
enum Nothing implements ValueCodec<Object> {
    VALUE;

    @Override
    public void encode(Object value, ByteBuf out) {}

    @Override
    public Object decode(ByteBuf in, int index, int length) {
        return VALUE;
    }
}
