package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Items;
import dev.socle.benchmarks.compare.load.Work;
import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.Responder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The work of a server on Socle's raw payloads. */
final class SocleResponder implements Responder {

    private final Work work;
    private final ReactorItems<Payload> items;
    private final ReactorItems<Payload> largeItems;

    SocleResponder(Work work) {
        this.work = work;
        this.items = new ReactorItems<>(() -> work.items(Items.Kind.USUAL), Payload::of);
        this.largeItems = new ReactorItems<>(() -> work.items(Items.Kind.LARGE), Payload::of);
    }

    @Override
    public Mono<Payload> requestResponse(Payload request) {
        int length = request.dataLength();
        if (Work.isQuestion(length)) {
            request.release();
            return Mono.just(Payload.of(work.count()));
        }
        String fault = Work.isJudged(length) ? Work.fault(request.buffer(), request.dataIndex()) : null;
        if (fault != null) {
            request.release();
            return Mono.error(InteractionException.of(ErrorCode.INVALID, fault));
        }
        return Mono.just(request);
    }

    @Override
    public Flux<Payload> requestStream(Payload request) {
        boolean isLarge = request.dataLength() > 0;
        request.release();
        return isLarge ? largeItems : items;
    }

    @Override
    public Mono<Void> fireAndForget(Payload message) {
        work.take(message.buffer(), message.dataIndex(), message.dataLength());
        message.release();
        return Mono.empty();
    }
}
