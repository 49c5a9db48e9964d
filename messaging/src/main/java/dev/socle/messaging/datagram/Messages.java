package dev.socle.messaging.datagram;

import dev.socle.messaging.codec.MessageEncoder;
import dev.socle.messaging.codec.MessageView;
import io.netty.buffer.ByteBuf;

/** Writes and reads the messages inside datagrams: the length of the metadata (16 bits), metadata, data. */
final class Messages {

    private Messages() {}

    /**
     * Appends a message; the value stays the caller's.
     *
     * <p><b>Errors:</b> what the encoder throws; {@link IllegalArgumentException} for metadata that is too long to say.
     */
    static <T> void write(ByteBuf out, MessageEncoder<? super T> encoder, T value) {
        int lengthAt = out.writerIndex();
        out.writeShort(0);
        if (encoder.hasMetadata(value)) {
            encoder.encodeMetadata(value, out);
        }
        int length = out.writerIndex() - lengthAt - 2;
        if (length > 0xFFFF) {
            throw new IllegalArgumentException("metadata of " + length + " bytes (expected: at most 65535)");
        }
        out.setShort(lengthAt, length);
        ByteBuf referenced = encoder.referenceData(value);
        if (referenced == null) {
            encoder.encodeData(value, out);
            return;
        }
        try {
            out.writeBytes(referenced);
        } finally {
            referenced.release();
        }
    }

    /** Points a view at the message that begins at an offset of a datagram, whose lengths were checked. */
    static MessageView read(ByteBuf datagram, int offset, MessageView view) {
        int index = datagram.readerIndex() + offset;
        int metadata = datagram.getUnsignedShort(index);
        int data = index + 2 + metadata;
        return view.wrap(datagram, index + 2, metadata == 0 ? -1 : metadata, data, datagram.writerIndex() - data);
    }
}
