package dev.socle.messaging.codec;

import dev.socle.messaging.codec.CodecException.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The formats that one side speaks, by MIME type, the preferred first.
 *
 * <p><b>Threading:</b> immutable.
 */
public final class Codecs {

    private static final Codecs DEFAULTS = of(CodecLimits.defaults(), false);

    private final Map<MimeType, Codec> byType;

    private Codecs(Collection<Codec> codecs) {
        byType = new LinkedHashMap<>();
        codecs.forEach(codec -> byType.put(codec.mimeType(), codec));
    }

    /** JSON, CBOR, text, bytes and XDR with the default limits; fields that a type does not know are ignored. */
    public static Codecs defaults() {
        return DEFAULTS;
    }

    /**
     * JSON, CBOR, text, bytes and XDR.
     *
     * @param strict whether a field that a type does not know fails the message; when not, it is ignored, so that a
     *     newer peer may send more
     */
    public static Codecs of(CodecLimits limits, boolean strict) {
        return new Codecs(List.of(
                JsonCodec.of(limits, strict),
                CborCodec.of(limits, strict),
                TextCodec.of(limits),
                BytesCodec.of(limits),
                XdrCodec.of(limits)));
    }

    /** The same with one more, which takes the place of the one with its MIME type. */
    public Codecs with(Codec codec) {
        List<Codec> codecs = new ArrayList<>(byType.values());
        codecs.add(codec);
        return new Codecs(codecs);
    }

    /** The MIME types, the preferred first. */
    public List<MimeType> mimeTypes() {
        return List.copyOf(byType.keySet());
    }

    /** Whether the MIME type is spoken. */
    public boolean has(MimeType type) {
        return byType.containsKey(type);
    }

    /**
     * The codec of a MIME type.
     *
     * <p><b>Errors:</b> {@link CodecException} with {@link Reason#UNSUPPORTED_FORMAT}, naming those that are spoken.
     */
    public Codec codec(MimeType type) {
        Codec codec = byType.get(type);
        if (codec == null) {
            String known = byType.keySet().stream().map(MimeType::name).collect(Collectors.joining(", "));
            throw new CodecException(
                    Reason.UNSUPPORTED_FORMAT, "no codec for MIME type " + type + " (known: " + known + ")");
        }
        return codec;
    }
}
