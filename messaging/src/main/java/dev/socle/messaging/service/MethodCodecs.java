package dev.socle.messaging.service;

import dev.socle.messaging.codec.BytesCodec;
import dev.socle.messaging.codec.Codec;
import dev.socle.messaging.codec.CodecException;
import dev.socle.messaging.codec.CodecLimits;
import dev.socle.messaging.codec.Codecs;
import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.codec.ValueCodec;
import dev.socle.messaging.codec.XdrCodec;
import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which value codecs the messages of a method need, in a format. Bytes are bytes in every format. */
final class MethodCodecs {

    private record Key(Type value, MimeType type) {}

    private final Codecs codecs;
    private final Codec bytes;
    /** What was made so far, as making one looks at every part of a type. Limits: types of methods, in known formats. */
    private final Map<Key, ValueCodec<Object>> made = new ConcurrentHashMap<>();

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
        String where = " for method " + method;
        if (mimeTypes().stream().allMatch(type -> refusal(() -> request(method, type)) != null)) {
            int before = faults.size();
            for (int i = 0; i < method.parameterTypes().size(); i++) {
                Type parameter = method.parameterTypes().get(i);
                addRefusal(type -> element(parameter, type), where + " (parameter #" + (i + 1) + ")", faults);
            }
            if (faults.size() == before) {
                addRefusal(type -> request(method, type), where, faults);
            }
        }
        if (mimeTypes().stream().allMatch(type -> refusal(() -> reply(method, type)) != null)) {
            addRefusal(type -> reply(method, type), where, faults);
        }
    }

    private void addRefusal(Consumer<MimeType> making, String where, List<String> faults) {
        String refusal = refusal(() -> making.accept(mimeTypes().get(0)));
        if (refusal != null) {
            faults.add(refusal + where);
        }
    }

    /** Why a value codec cannot be had, or null. */
    private static @Nullable String refusal(Runnable making) {
        try {
            making.run();
            return null;
        } catch (CodecException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private ValueCodec<Object> value(Type value, MimeType type) {
        return isBytes(value) ? bytes.of(value) : element(value, type);
    }

    private ValueCodec<Object> element(Type value, MimeType type) {
        Codec codec = codecs.codec(type);
        return made.computeIfAbsent(new Key(value, type), key -> codec.of(boxed(value)));
    }

    @SuppressWarnings("unchecked") // Several arguments are an array in every format.
    private ValueCodec<Object> arguments(List<Type> parameters, MimeType type) {
        if (codecs.codec(type) instanceof XdrCodec xdr) {
            return (ValueCodec<Object>) (ValueCodec<?>) xdr.ofAll(parameters);
        }
        return ArgumentsCodec.of(
                type,
                parameters.stream().map(parameter -> element(parameter, type)).toList());
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
