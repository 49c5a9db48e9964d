package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Work;
import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.session.Responder;
import io.netty.buffer.ByteBuf;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The work of a server on Socle's raw payloads. */
final class SocleResponder implements Responder {

    private final Work work;
    private final ReactorItems<Payload> items;

    SocleResponder(Work work) {
        this.work = work;
        this.items = new ReactorItems<>(work::items, Payload::of);
    }

    @Override
    public Mono<Payload> requestResponse(Payload request) {
        if (Work.isQuestion(request.data().readableBytes())) {
            request.release();
            return Mono.just(Payload.of(work.count()));
        }
        return Mono.just(request);
    }

    @Override
    public Flux<Payload> requestStream(Payload request) {
        request.release();
        return items;
    }

    @Override
    public Mono<Void> fireAndForget(Payload message) {
        ByteBuf bytes = message.data();
        work.take(bytes, bytes.readerIndex(), bytes.readableBytes());
        message.release();
        return Mono.empty();
    }
}
