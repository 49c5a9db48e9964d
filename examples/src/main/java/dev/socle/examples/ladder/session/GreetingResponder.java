package dev.socle.examples.ladder.session;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.session.Responder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers with one greeting, or with greetings until it is stopped. */
final class GreetingResponder implements Responder {

    /** Is never answered. */
    static final String NOBODY = "nobody";

    @Override
    public Mono<Payload> requestResponse(Payload request) {
        String name = take(request);
        return name.equals(NOBODY) ? Mono.never() : Mono.just(Payload.of("Hello, " + name + "!"));
    }

    @Override
    public Flux<Payload> requestStream(Payload request) {
        String name = take(request);
        return Flux.<Payload, Integer>generate(() -> 1, (count, sink) -> {
            sink.next(Payload.of("Hello number " + count + ", " + name + "!"));
            return count + 1;
        });
    }

    private static String take(Payload request) {
        try {
            return request.dataUtf8();
        } finally {
            request.release();
        }
    }
}
