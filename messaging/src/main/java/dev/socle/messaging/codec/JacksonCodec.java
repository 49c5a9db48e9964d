package dev.socle.messaging.codec;

import java.lang.reflect.Type;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.MapperBuilder;

/** What JSON and CBOR have in common: the same types, the same rules, the same limits. */
abstract sealed class JacksonCodec implements Codec permits JsonCodec, CborCodec {

    private final MimeType mimeType;
    private final String format;
    private final ObjectMapper mapper;
    private final CodecLimits limits;

    JacksonCodec(MimeType mimeType, String format, MapperBuilder<?, ?> builder, CodecLimits limits, boolean strict) {
        this.mimeType = mimeType;
        this.format = format;
        this.limits = limits;
        this.mapper = builder.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, strict)
                .build();
    }

    @Override
    public final MimeType mimeType() {
        return mimeType;
    }

    @Override
    public final <T> ValueCodec<T> of(Type type) {
        JavaType javaType = mapper.constructType(type);
        return new JacksonValueCodec<>(format, mapper.readerFor(javaType), mapper.writerFor(javaType), limits);
    }

    static StreamReadConstraints readConstraints(CodecLimits limits) {
        return StreamReadConstraints.builder()
                .maxDocumentLength(limits.messageBytesMax())
                .maxNestingDepth(limits.depthMax())
                .maxNumberLength(limits.numberLengthMax())
                .maxStringLength(limits.stringLengthMax())
                .maxNameLength(limits.nameLengthMax())
                .maxTokenCount(limits.tokensMax())
                .build();
    }

    static StreamWriteConstraints writeConstraints(CodecLimits limits) {
        return StreamWriteConstraints.builder()
                .maxNestingDepth(limits.depthMax())
                .build();
    }
}
