package dev.socle.messaging.interop;

import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.RSocketErrorException;
import io.rsocket.exceptions.ApplicationErrorException;
import io.rsocket.exceptions.CanceledException;
import io.rsocket.exceptions.CustomRSocketException;
import io.rsocket.exceptions.InvalidException;
import io.rsocket.exceptions.RejectedException;
import io.rsocket.util.DefaultPayload;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An RSocket of rsocket-java as an {@link End}. */
final class RSocketJavaEnd implements End {

    private final RSocket rsocket;

    RSocketJavaEnd(RSocket rsocket) {
        this.rsocket = rsocket;
    }

    @Override
    public Mono<Message> requestResponse(Message request) {
        return rsocket.requestResponse(payload(request))
                .map(RSocketJavaEnd::message)
                .onErrorMap(RSocketErrorException.class, RSocketJavaEnd::refusal);
    }

    @Override
    public Mono<Void> fireAndForget(Message request) {
        return rsocket.fireAndForget(payload(request));
    }

    @Override
    public Flux<Message> requestStream(Message request) {
        return rsocket.requestStream(payload(request))
                .map(RSocketJavaEnd::message)
                .onErrorMap(RSocketErrorException.class, RSocketJavaEnd::refusal);
    }

    @Override
    public Flux<Message> requestChannel(Publisher<Message> requests) {
        return rsocket.requestChannel(Flux.from(requests)
                        .map(RSocketJavaEnd::payload)
                        .onErrorMap(Refusal.class, RSocketJavaEnd::spoken))
                .map(RSocketJavaEnd::message)
                .onErrorMap(RSocketErrorException.class, RSocketJavaEnd::refusal);
    }

    @Override
    public Mono<Void> metadataPush(Message metadataOnly) {
        return rsocket.metadataPush(payload(metadataOnly));
    }

    @Override
    public Mono<Void> onClose() {
        return rsocket.onClose();
    }

    @Override
    public boolean isClosed() {
        return rsocket.isDisposed();
    }

    @Override
    public void close() {
        rsocket.dispose();
    }

    /** A party as what rsocket-java asks. */
    static RSocket rsocket(Party party) {
        return new RSocket() {
            @Override
            public Mono<Payload> requestResponse(Payload request) {
                return party.requestResponse(message(request))
                        .map(RSocketJavaEnd::payload)
                        .onErrorMap(Refusal.class, RSocketJavaEnd::spoken);
            }

            @Override
            public Mono<Void> fireAndForget(Payload request) {
                return party.fireAndForget(message(request));
            }

            @Override
            public Flux<Payload> requestStream(Payload request) {
                return party.requestStream(message(request))
                        .map(RSocketJavaEnd::payload)
                        .onErrorMap(Refusal.class, RSocketJavaEnd::spoken);
            }

            @Override
            public Flux<Payload> requestChannel(Publisher<Payload> requests) {
                Flux<Message> messages = Flux.from(requests)
                        .map(RSocketJavaEnd::message)
                        .onErrorMap(RSocketErrorException.class, RSocketJavaEnd::refusal);
                return party.requestChannel(messages)
                        .map(RSocketJavaEnd::payload)
                        .onErrorMap(Refusal.class, RSocketJavaEnd::spoken);
            }

            @Override
            public Mono<Void> metadataPush(Payload metadataOnly) {
                return party.metadataPush(message(metadataOnly));
            }
        };
    }

    private static Payload payload(Message message) {
        return DefaultPayload.create(message.data, message.metadata);
    }

    private static Message message(Payload payload) {
        try {
            return Message.copyOf(
                    payload.hasMetadata() ? payload.sliceMetadata() : null,
                    payload.data() == null ? Unpooled.EMPTY_BUFFER : payload.sliceData());
        } finally {
            payload.release();
        }
    }

    private static Refusal refusal(RSocketErrorException failure) {
        return new Refusal(failure.errorCode(), String.valueOf(failure.getMessage()));
    }

    private static RSocketErrorException spoken(Refusal refusal) {
        String text = String.valueOf(refusal.getMessage());
        return switch (refusal.code) {
            case 0x201 -> new ApplicationErrorException(text);
            case 0x202 -> new RejectedException(text);
            case 0x203 -> new CanceledException(text);
            case 0x204 -> new InvalidException(text);
            default -> new CustomRSocketException(refusal.code, text);
        };
    }
}
