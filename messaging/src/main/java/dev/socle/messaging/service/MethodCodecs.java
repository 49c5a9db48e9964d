package dev.socle.messaging.service;

import dev.socle.messaging.codec.BytesCodec;
import dev.socle.messaging.codec.Codec;
import dev.socle.messaging.codec.CodecException;
import dev.socle.messaging.codec.CodecLimits;
import dev.socle.messaging.codec.Codecs;
import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.codec.ValueCodec;
import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/** Which value codecs the messages of a method need, in a format. Bytes are bytes in every format. */
final class MethodCodecs {

    private final Codecs codecs;
    private final Codec bytes;

    MethodCodecs(Codecs codecs) {
        this.codecs = codecs;
        this.bytes = codecs.has(MimeType.BYTES) ? codecs.codec(MimeType.BYTES) : BytesCodec.of(CodecLimits.defaults());
    }

    /** The formats, the preferred first. */
    List<MimeType> mimeTypes() {
        return codecs.mimeTypes();
    }

    /** Whether a request is one array or buffer of bytes, which need no format. */
    static boolean takesBytes(ServiceMethod method) {
        return method.parameterTypes().size() == 1
                && isBytes(method.parameterTypes().get(0));
    }

    /** Whether an answer is an array or buffer of bytes. */
    static boolean givesBytes(ServiceMethod method) {
        return isBytes(method.resultType());
    }

    /**
     * Reads and writes requests: the parameter itself, or an array of several.
     *
     * <p><b>Errors:</b> {@link CodecException} when the format is unknown, or cannot carry the types.
     */
    ValueCodec<Object> request(ServiceMethod method, MimeType type) {
        List<Type> parameters = method.parameterTypes();
        return switch (parameters.size()) {
            case 0 -> Nothing.VALUE;
            case 1 -> value(parameters.get(0), type);
            default -> arguments(parameters, type);
        };
    }

    /** Reads and writes answers; errors as for requests. */
    ValueCodec<Object> reply(ServiceMethod method, MimeType type) {
        return method.hasResult() ? value(method.resultType(), type) : Nothing.VALUE;
    }

    /** Adds a fault for each type of a method that no format can carry; the preferred format says why. */
    void check(ServiceMethod method, List<String> faults) {
        List<MimeType> types = mimeTypes();
        for (int i = 0; i < method.parameterTypes().size(); i++) {
            check(
                    method.parameterTypes().get(i),
                    types,
                    faults,
                    " for method " + method + " (parameter #" + (i + 1) + ")");
        }
        if (method.hasResult()) {
            check(method.resultType(), types, faults, " for method " + method);
        }
    }

    private void check(Type value, List<MimeType> types, List<String> faults, String where) {
        List<String> refusals = new ArrayList<>();
        for (MimeType type : types) {
            try {
                value(value, type);
                return;
            } catch (CodecException refused) {
                refusals.add(String.valueOf(refused.getMessage()));
            }
        }
        faults.add((refusals.isEmpty() ? "no codecs" : refusals.get(0)) + where);
    }

    private ValueCodec<Object> value(Type value, MimeType type) {
        return isBytes(value) ? bytes.of(value) : codecs.codec(type).of(boxed(value));
    }

    private ValueCodec<Object> arguments(List<Type> parameters, MimeType type) {
        Codec codec = codecs.codec(type);
        List<ValueCodec<Object>> elements = new ArrayList<>(parameters.size());
        for (Type parameter : parameters) {
            elements.add(codec.of(boxed(parameter)));
        }
        return ArgumentsCodec.of(type, elements);
    }

    /** Whether values of a type travel as bytes, without a format. */
    static boolean isBytes(Type type) {
        return type == byte[].class || type == ByteBuf.class;
    }

    private static Type boxed(Type type) {
        return type instanceof Class<?> plain && plain.isPrimitive()
                ? MethodType.methodType(plain).wrap().returnType()
                : type;
    }
}
