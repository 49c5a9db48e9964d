package dev.socle.messaging.codec;

import dev.socle.messaging.codec.CodecException.Reason;
import dev.socle.messaging.codec.JacksonCodec.Format;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.lang.reflect.Type;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;

/** Values of one type, in JSON or CBOR. */
final class JacksonValueCodec<T> implements ValueCodec<T> {

    private final Format format;
    private final Shape shape;
    private final String what;
    private final FastThreadLocal<Writing> writings;

    JacksonValueCodec(Format format, Shape shape, Type type, FastThreadLocal<Writing> writings) {
        this.format = format;
        this.shape = shape;
        this.what = format.name() + " of " + TypeNames.simple(type);
        this.writings = writings;
    }

    @Override
    public void encode(T value, ByteBuf out) {
        int start = out.writerIndex();
        Writing writing = writings.get();
        if (writing.isBusy()) {
            writing = new Writing(format.factory());
        }
        boolean failed = true;
        try {
            var generator = writing.begin(out, format.limits().messageBytesMax());
            shape.write(value, generator);
            generator.flush();
            failed = false;
        } catch (ValueFault e) {
            throw e.toException(what);
        } catch (CodecException e) {
            throw new CodecException(e.reason(), what + ": " + e.getMessage(), e.getCause());
        } catch (StreamConstraintsException e) {
            throw limit(e);
        } catch (RuntimeException e) {
            throw new CodecException(Reason.MISMATCH, what + " cannot be written", e);
        } finally {
            writing.end(failed);
            if (failed) {
                out.writerIndex(start);
            }
        }
    }

    @Override
    public T decode(ByteBuf in, int index, int length) {
        if (length < 1) {
            throw CodecException.malformed(what + " is empty");
        }
        if (length > format.limits().messageBytesMax()) {
            throw CodecException.exceeds(
                    what + " of " + length + " bytes",
                    "messageBytesMax",
                    format.limits().messageBytesMax());
        }
        if (in.hasArray()) {
            return decode(in.array(), in.arrayOffset() + index, length);
        }
        byte[] bytes = Scratch.take(length);
        try {
            in.getBytes(index, bytes, 0, length);
            return decode(bytes, 0, length);
        } finally {
            Scratch.giveBack(bytes);
        }
    }

    @SuppressWarnings("unchecked") // The shape was made of T.
    private T decode(byte[] bytes, int offset, int length) {
        try {
            format.text().require(bytes, offset, offset + length);
            Reading reading = new Reading(format.factory(), bytes, offset, length);
            try (JsonParser parser = reading.parser()) {
                parser.nextToken();
                Object value = shape.read(reading);
                if (parser.nextToken() != null) {
                    throw CodecException.malformed(what + " goes on after its value");
                }
                return (T) value;
            }
        } catch (ValueFault e) {
            throw e.toException(what);
        } catch (CodecException e) {
            throw e;
        } catch (StreamConstraintsException e) {
            throw limit(e);
        } catch (StreamReadException e) {
            long at = Math.max(e.getLocation() == null ? 0 : e.getLocation().getByteOffset(), 0);
            throw CodecException.malformed(what + " is malformed at byte " + at);
        } catch (RuntimeException e) {
            // A parser that stumbles over hostile bytes in a way of its own is no reason to fail otherwise.
            throw new CodecException(Reason.MALFORMED, what + " cannot be read", e);
        }
    }

    private CodecException limit(StreamConstraintsException e) {
        return new CodecException(Reason.LIMIT, what + ": " + ExceededLimit.of(e, format.limits()));
    }
}
