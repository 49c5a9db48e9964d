package dev.socle.messaging.codec;

import dev.socle.messaging.codec.CodecException.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.lang.reflect.Type;

/**
 * {@code text/plain}: a {@link String} or {@link CharSequence} as UTF-8, both ways strict.
 *
 * <p><b>Limits:</b> {@link CodecLimits#messageBytesMax()}.
 */
public final class TextCodec implements Codec {

    private final int bytesMax;

    private TextCodec(CodecLimits limits) {
        bytesMax = limits.messageBytesMax();
    }

    /** A text codec with these limits. */
    public static TextCodec of(CodecLimits limits) {
        return new TextCodec(limits);
    }

    @Override
    public MimeType mimeType() {
        return MimeType.TEXT;
    }

    @Override
    @SuppressWarnings("unchecked") // T is String or CharSequence: checked here, once.
    public <T> ValueCodec<T> of(Type type) {
        if (type != String.class && type != CharSequence.class) {
            throw new CodecException(
                    Reason.CONTRACT, "text/plain carries String or CharSequence, not " + type.getTypeName());
        }
        return (ValueCodec<T>) new TextValueCodec(bytesMax);
    }

    private record TextValueCodec(int bytesMax) implements ValueCodec<CharSequence> {

        @Override
        public void encode(CharSequence value, ByteBuf out) {
            int length = Utf8.encodedLength(value, "text");
            if (length > bytesMax) {
                throw CodecException.exceeds("text of " + length + " bytes", "messageBytesMax", bytesMax);
            }
            ByteBufUtil.reserveAndWriteUtf8(out, value, length);
        }

        @Override
        public String decode(ByteBuf in, int index, int length) {
            if (length > bytesMax) {
                throw CodecException.exceeds("text of " + length + " bytes", "messageBytesMax", bytesMax);
            }
            return Utf8.decode(in, index, length, "text");
        }
    }
}
