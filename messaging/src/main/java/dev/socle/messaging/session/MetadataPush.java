package dev.socle.messaging.session;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Sends metadata that belongs to the whole session, and of which nothing comes back. */
final class MetadataPush {

    private MetadataPush() {}

    /**
     * Sends it when subscribed; completes when it was handed to the connection.
     *
     * <p><b>Ownership:</b> the metadata is released then.
     */
    static Mono<Void> of(SessionEngine engine, ByteBuf metadata) {
        return Mono.create(sink -> engine.onLoop(() -> {
            RuntimeException refusal = refusal(engine, metadata);
            if (refusal == null) {
                engine.control().metadataPush(metadata);
            }
            metadata.release();
            if (refusal == null) {
                sink.success();
            } else {
                sink.error(refusal);
            }
        }));
    }

    private static @Nullable RuntimeException refusal(SessionEngine engine, ByteBuf metadata) {
        SessionLimits limits = engine.limits();
        int length = metadata.readableBytes();
        if (length > limits.metadataLengthMax()) {
            return SessionFailures.metadataTooLong(length, limits);
        }
        RuntimeException refusal = engine.refusal();
        if (refusal == null && engine.connection().bytesQueued() > limits.outboundBytesMax()) {
            return SessionFailures.tooManyBytes(limits, engine.reports().where(0));
        }
        return refusal;
    }
}
