package dev.socle.benchmarks.allocation;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.session.Responder;
import java.util.function.Supplier;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers with what came, streams without end, takes what nobody answers. */
final class EchoResponder implements Responder {

    private final Supplier<Payload> item;

    EchoResponder(Supplier<Payload> item) {
        this.item = item;
    }

    @Override
    public Mono<Payload> requestResponse(Payload request) {
        return Mono.just(request);
    }

    @Override
    public Mono<Void> fireAndForget(Payload message) {
        message.release();
        return Mono.empty();
    }

    @Override
    public Flux<Payload> requestStream(Payload request) {
        request.release();
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super Payload> actual) {
                actual.onSubscribe(new Source(actual));
            }
        };
    }

    /** Emits at once what it is asked for; on the event loop. */
    private final class Source implements Subscription {

        private final CoreSubscriber<? super Payload> actual;
        private long demand;
        private boolean isEmitting;

        private Source(CoreSubscriber<? super Payload> actual) {
            this.actual = actual;
        }

        @Override
        public void request(long n) {
            demand = Math.max(demand + n, n);
            if (isEmitting) {
                return; // asked from within onNext
            }
            isEmitting = true;
            while (demand > 0) {
                demand--;
                actual.onNext(item.get());
            }
            isEmitting = false;
        }

        @Override
        public void cancel() {
            demand = 0;
        }
    }
}
