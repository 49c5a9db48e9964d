package dev.socle.messaging.interop;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.Responder;
import dev.socle.messaging.session.Session;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.Objects;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A Socle session as an {@link End}. */
final class SocleEnd implements End {

    private final Session session;

    SocleEnd(Session session) {
        this.session = session;
    }

    @Override
    public Mono<Message> requestResponse(Message request) {
        return Mono.defer(() -> session.requestResponse(payload(request)))
                .map(SocleEnd::message)
                .onErrorMap(InteractionException.class, SocleEnd::refusal);
    }

    @Override
    public Mono<Void> fireAndForget(Message request) {
        return Mono.defer(() -> session.fireAndForget(payload(request)));
    }

    @Override
    public Flux<Message> requestStream(Message request) {
        return Flux.defer(() -> session.requestStream(payload(request)))
                .map(SocleEnd::message)
                .onErrorMap(InteractionException.class, SocleEnd::refusal);
    }

    @Override
    public Flux<Message> requestChannel(Publisher<Message> requests) {
        return session.requestChannel(
                        Flux.from(requests).map(SocleEnd::payload).onErrorMap(Refusal.class, SocleEnd::spoken))
                .map(SocleEnd::message)
                .onErrorMap(InteractionException.class, SocleEnd::refusal);
    }

    @Override
    public Mono<Void> metadataPush(Message metadataOnly) {
        return Mono.defer(() -> session.metadataPush(counted(Objects.requireNonNull(metadataOnly.metadata))));
    }

    @Override
    public Mono<Void> onClose() {
        return session.onClose();
    }

    @Override
    public boolean isClosed() {
        return !session.isOpen();
    }

    @Override
    public void close() {
        session.dispose();
    }

    /** A party as what a Socle session asks. */
    static Responder responder(Party party) {
        return new Responder() {
            @Override
            public Mono<Payload> requestResponse(Payload request) {
                return party.requestResponse(message(request))
                        .map(SocleEnd::payload)
                        .onErrorMap(Refusal.class, SocleEnd::spoken);
            }

            @Override
            public Mono<Void> fireAndForget(Payload request) {
                return party.fireAndForget(message(request));
            }

            @Override
            public Flux<Payload> requestStream(Payload request) {
                return party.requestStream(message(request))
                        .map(SocleEnd::payload)
                        .onErrorMap(Refusal.class, SocleEnd::spoken);
            }

            @Override
            public Flux<Payload> requestChannel(Publisher<Payload> requests) {
                Flux<Message> messages = Flux.from(requests)
                        .map(SocleEnd::message)
                        .onErrorMap(InteractionException.class, SocleEnd::refusal);
                return party.requestChannel(messages)
                        .map(SocleEnd::payload)
                        .onErrorMap(Refusal.class, SocleEnd::spoken);
            }

            @Override
            public Mono<Void> metadataPush(ByteBuf metadata) {
                Message message = Message.copyOf(metadata, Unpooled.EMPTY_BUFFER);
                metadata.release();
                return party.metadataPush(message);
            }
        };
    }

    private static Payload payload(Message message) {
        return Payload.of(message.metadata == null ? null : counted(message.metadata), counted(message.data));
    }

    /** A pooled buffer, which is missed when nobody releases it. */
    private static ByteBuf counted(byte[] bytes) {
        return ByteBufAllocator.DEFAULT.buffer(Math.max(1, bytes.length)).writeBytes(bytes);
    }

    private static Message message(Payload payload) {
        try {
            return Message.copyOf(payload.metadata(), payload.data());
        } finally {
            payload.release();
        }
    }

    private static Refusal refusal(InteractionException failure) {
        return new Refusal(failure.code(), String.valueOf(failure.getMessage()));
    }

    private static InteractionException spoken(Refusal refusal) {
        return InteractionException.of(refusal.code, String.valueOf(refusal.getMessage()));
    }
}
