package dev.socle.messaging.codec;

import dev.socle.messaging.codec.CodecException.Reason;
import io.netty.buffer.ByteBuf;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/** Values of one type through Jackson. */
final class JacksonValueCodec<T> implements ValueCodec<T> {

    private final String format;
    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final CodecLimits limits;

    JacksonValueCodec(String format, ObjectReader reader, ObjectWriter writer, CodecLimits limits) {
        this.format = format;
        this.reader = reader;
        this.writer = writer;
        this.limits = limits;
    }

    @Override
    public void encode(T value, ByteBuf out) {
        int start = out.writerIndex();
        try {
            writer.writeValue(new BoundedOutput(out, limits.messageBytesMax()), value);
        } catch (JacksonException e) {
            out.writerIndex(start);
            throw new CodecException(Reason.MISMATCH, "cannot write " + format, e);
        }
    }

    @Override
    public T decode(ByteBuf in, int index, int length) {
        if (length > limits.messageBytesMax()) {
            throw CodecException.exceeds(format + " in bytes", "messageBytesMax", limits.messageBytesMax(), length);
        }
        try {
            if (in.hasArray()) {
                return reader.readValue(in.array(), in.arrayOffset() + index, length);
            }
            return reader.readValue(Scratch.copy(in, index, length), 0, length);
        } catch (JacksonException e) {
            throw CodecException.malformed(
                    format + " cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
