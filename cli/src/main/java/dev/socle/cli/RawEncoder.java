package dev.socle.cli;

import dev.socle.messaging.codec.MessageEncoder;
import io.netty.buffer.ByteBuf;

/** Sends messages that are bytes already. */
enum RawEncoder implements MessageEncoder<RawMessage> {
    INSTANCE;

    @Override
    public boolean hasMetadata(RawMessage message) {
        return message.metadata().length > 0;
    }

    @Override
    public void encodeMetadata(RawMessage message, ByteBuf out) {
        out.writeBytes(message.metadata());
    }

    @Override
    public void encodeData(RawMessage message, ByteBuf out) {
        out.writeBytes(message.data());
    }
}
