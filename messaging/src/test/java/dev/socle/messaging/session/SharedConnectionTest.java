package dev.socle.messaging.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.Payload;
import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** When a session asks its connection for a short queue of what waits to be read. */
@ExtendWith(BufferLeaks.class)
class SharedConnectionTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int BULK_BYTES = 1024 * 1024;

    private final AtomicInteger shortened = new AtomicInteger();

    @Test
    void smallMessagesBesideBulkShortenTheQueue() {
        try (SessionPair pair = pair()) {
            Disposable bulk = bulk(pair.client()).subscribe();
            Soon.until(() -> {
                echo(pair.client());
                return shortened.get() > 0;
            });
            for (int i = 0; i < 100; i++) {
                echo(pair.client());
            }
            bulk.dispose();

            assertThat(shortened).hasValue(1);
        }
    }

    @Test
    void bulkAloneKeepsALongOne() {
        try (SessionPair pair = pair()) {
            bulk(pair.client()).take(200).blockLast(SOON);

            assertThat(shortened).hasValue(0);
        }
    }

    private SessionPair pair() {
        return SessionPair.openWith(
                Address.of("tcp", "127.0.0.1", 0),
                SessionOptions.defaults(),
                RequestHandler.of(new Source()),
                address -> WatchedConnection.connect(
                        address, SessionOptions.defaults(), RequestHandler.rejecting(), (call, argument) -> {
                            if (call.equals("shortenReceiveQueue")) {
                                shortened.incrementAndGet();
                            }
                        }));
    }

    private static Flux<Payload> bulk(Session session) {
        return session.requestStream(Payload.of("ask")).doOnNext(Payload::release);
    }

    private static void echo(Session session) {
        Objects.requireNonNull(session.requestResponse(Payload.of("small")).block(SOON))
                .release();
    }

    private static final class Source implements Responder {

        @Override
        public Mono<Payload> requestResponse(Payload request) {
            return Mono.just(request);
        }

        @Override
        public Flux<Payload> requestStream(Payload request) {
            request.release();
            byte[] item = new byte[BULK_BYTES];
            return Flux.<Payload>generate(sink -> sink.next(Payload.of(item)));
        }
    }
}
