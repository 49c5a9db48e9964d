package dev.socle.messaging.interop;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Whom one can ask, and who answers: one shape for both implementations. What a test does not override fails it. */
interface Party {

    default Mono<Message> requestResponse(Message request) {
        return Mono.error(unexpected("request/response"));
    }

    default Mono<Void> fireAndForget(Message request) {
        return Mono.error(unexpected("fire-and-forget"));
    }

    default Flux<Message> requestStream(Message request) {
        return Flux.error(unexpected("request/stream"));
    }

    default Flux<Message> requestChannel(Publisher<Message> requests) {
        return Flux.from(requests).take(0).thenMany(Flux.error(unexpected("request/channel")));
    }

    default Mono<Void> metadataPush(Message metadataOnly) {
        return Mono.error(unexpected("metadata push"));
    }

    private static Throwable unexpected(String what) {
        return new Refusal(0x201, "no " + what + " is expected in this test");
    }
}
