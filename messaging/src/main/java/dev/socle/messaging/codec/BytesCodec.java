package dev.socle.messaging.codec;

import dev.socle.messaging.codec.CodecException.Reason;
import io.netty.buffer.ByteBuf;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * {@code application/octet-stream}: bytes as they are, as {@code byte[]} or {@link ByteBuf}.
 *
 * <p><b>Ownership:</b> an array is copied both ways. A buffer that is sent passes to the codec, which releases it when
 * it was encoded; a buffer that was received belongs to the receiver, who releases it. As with {@link PayloadMessages},
 * it is a copy below 1 KiB and a retained slice above, and 4 KiB or more leave by reference.
 * <p><b>Limits:</b> {@link CodecLimits#messageBytesMax()}.
 */
public final class BytesCodec implements Codec {

    private final int bytesMax;

    private BytesCodec(CodecLimits limits) {
        bytesMax = limits.messageBytesMax();
    }

    /** A codec for bytes with these limits. */
    public static BytesCodec of(CodecLimits limits) {
        return new BytesCodec(limits);
    }

    @Override
    public MimeType mimeType() {
        return MimeType.BYTES;
    }

    @Override
    @SuppressWarnings("unchecked") // T is byte[] or ByteBuf: checked here, once.
    public <T> ValueCodec<T> of(Type type) {
        if (type == byte[].class) {
            return (ValueCodec<T>) new ArrayValueCodec(bytesMax);
        }
        if (type == ByteBuf.class) {
            return (ValueCodec<T>) new BufferValueCodec(bytesMax);
        }
        throw new CodecException(
                Reason.CONTRACT, "application/octet-stream carries byte[] or ByteBuf, not " + type.getTypeName());
    }

    private static void requireWithin(int bytesMax, int length) {
        if (length > bytesMax) {
            throw CodecException.exceeds("data of " + length + " bytes", "messageBytesMax", bytesMax);
        }
    }

    private record ArrayValueCodec(int bytesMax) implements ValueCodec<byte[]> {

        @Override
        public void encode(byte[] value, ByteBuf out) {
            requireWithin(bytesMax, value.length);
            out.writeBytes(value);
        }

        @Override
        public byte[] decode(ByteBuf in, int index, int length) {
            requireWithin(bytesMax, length);
            byte[] bytes = new byte[length];
            in.getBytes(index, bytes);
            return bytes;
        }
    }

    private record BufferValueCodec(int bytesMax) implements ValueCodec<ByteBuf> {

        @Override
        public void encode(ByteBuf value, ByteBuf out) {
            requireWithin(bytesMax, value.readableBytes());
            out.writeBytes(value, value.readerIndex(), value.readableBytes());
        }

        @Override
        public ByteBuf decode(ByteBuf in, int index, int length) {
            requireWithin(bytesMax, length);
            return PayloadMessages.part(in, index, length);
        }

        @Override
        public @Nullable ByteBuf reference(ByteBuf value) {
            requireWithin(bytesMax, value.readableBytes());
            return PayloadMessages.reference(value);
        }

        @Override
        public void release(ByteBuf value) {
            value.release();
        }
    }
}
