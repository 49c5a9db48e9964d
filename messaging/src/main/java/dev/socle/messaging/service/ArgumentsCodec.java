package dev.socle.messaging.service;

import dev.socle.messaging.codec.CodecException;
import dev.socle.messaging.codec.CodecException.Reason;
import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.codec.ValueCodec;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * Several arguments as one array of JSON or CBOR. The array is taken apart here, without looking into its elements;
 * each of them is then read by the codec of its own type, with all the limits of that codec.
 *
 * <p><b>Source:</b> RFC 8259, section 5; RFC 8949, section 3.
 */
final class ArgumentsCodec implements ValueCodec<Object> {

    private final ArrayFormat format;
    private final List<ValueCodec<Object>> elements;

    private ArgumentsCodec(ArrayFormat format, List<ValueCodec<Object>> elements) {
        this.format = format;
        this.elements = List.copyOf(elements);
    }

    /** <b>Errors:</b> {@link CodecException} for a format that has no arrays. */
    static ArgumentsCodec of(MimeType type, List<ValueCodec<Object>> elements) {
        if (type.equals(MimeType.JSON)) {
            return new ArgumentsCodec(new JsonArrayFormat(), elements);
        }
        if (type.equals(MimeType.CBOR)) {
            return new ArgumentsCodec(new CborArrayFormat(), elements);
        }
        throw new CodecException(
                Reason.UNSUPPORTED_FORMAT,
                "several parameters travel as " + MimeType.JSON + " or " + MimeType.CBOR + ", not as " + type);
    }

    @Override
    public void encode(Object value, ByteBuf out) {
        Object[] arguments = (Object[]) value;
        int start = out.writerIndex();
        try {
            format.begin(out, arguments.length);
            for (int i = 0; i < arguments.length; i++) {
                format.separate(out, i);
                elements.get(i).encode(arguments[i], out);
            }
            format.end(out);
        } catch (CodecException e) {
            out.writerIndex(start);
            throw e;
        }
    }

    @Override
    public Object decode(ByteBuf in, int index, int length) {
        int[] bounds = new int[2 * elements.size()];
        int count = format.split(in, index, length, bounds);
        if (count != elements.size()) {
            throw new CodecException(
                    Reason.MISMATCH, "array of " + count + " arguments (expected: " + elements.size() + ")");
        }
        Object[] arguments = new Object[count];
        for (int i = 0; i < count; i++) {
            arguments[i] = argument(in, i, bounds[2 * i], bounds[2 * i + 1]);
        }
        return arguments;
    }

    private Object argument(ByteBuf in, int position, int start, int end) {
        Object argument;
        try {
            argument = elements.get(position).decode(in, start, end - start);
        } catch (CodecException e) {
            throw new CodecException(e.reason(), "argument #" + (position + 1) + ": " + e.getMessage());
        }
        if (argument == null) {
            throw new CodecException(Reason.MISMATCH, "argument #" + (position + 1) + " is null");
        }
        return argument;
    }
}
