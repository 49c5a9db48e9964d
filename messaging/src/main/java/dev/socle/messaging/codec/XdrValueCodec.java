package dev.socle.messaging.codec;

import dev.socle.messaging.codec.CodecException.Reason;
import io.netty.buffer.ByteBuf;
import java.util.Objects;

/** Values of one type in XDR. */
final class XdrValueCodec<T> implements ValueCodec<T> {

    private final XdrShape shape;
    private final String what;
    private final CodecLimits limits;

    XdrValueCodec(XdrShape shape, String type, CodecLimits limits) {
        this.shape = shape;
        this.what = "XDR of " + type;
        this.limits = limits;
    }

    @Override
    public void encode(T value, ByteBuf out) {
        int start = out.writerIndex();
        boolean isDone = false;
        try {
            shape.write(value, new XdrWriter(out, limits));
            isDone = true;
        } catch (ValueFault e) {
            throw e.toException(what);
        } catch (CodecException e) {
            throw new CodecException(e.reason(), what + ": " + e.getMessage(), e.getCause());
        } catch (RuntimeException e) {
            throw new CodecException(Reason.MISMATCH, what + " cannot be written", e);
        } finally {
            if (!isDone) {
                out.writerIndex(start);
            }
        }
    }

    @Override
    @SuppressWarnings("unchecked") // The shape was made of T.
    public T decode(ByteBuf in, int index, int length) {
        if (length > limits.messageBytesMax()) {
            throw CodecException.exceeds(
                    what + " of " + length + " bytes", "messageBytesMax", limits.messageBytesMax());
        }
        XdrReader reader = new XdrReader(in, index, length, limits);
        Object value;
        try {
            value = shape.read(reader);
        } catch (ValueFault e) {
            throw e.toException(what);
        } catch (CodecException e) {
            throw new CodecException(e.reason(), what + ": " + e.getMessage(), e.getCause());
        }
        if (reader.left() > 0) {
            throw CodecException.malformed(what + " goes on for " + reader.left() + " bytes after its value");
        }
        return (T) Objects.requireNonNull(value); // Only components may be null.
    }
}
