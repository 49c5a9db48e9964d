package dev.socle.messaging.session;

import dev.socle.messaging.codec.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers with what it was asked, a stream with as many numbers as it was asked for, and remembers what needs no answer. */
final class EchoResponder implements Responder {

    final Queue<String> forgotten = new ConcurrentLinkedQueue<>();
    final Queue<String> pushed = new ConcurrentLinkedQueue<>();

    @Override
    public Mono<Payload> requestResponse(Payload request) {
        return Mono.just(copy(request));
    }

    @Override
    public Mono<Void> fireAndForget(Payload request) {
        forgotten.add(request.dataUtf8());
        request.release();
        return Mono.empty();
    }

    @Override
    public Flux<Payload> requestStream(Payload request) {
        int count = Integer.parseInt(request.dataUtf8());
        request.release();
        return Flux.range(0, count).map(n -> Payload.of(Integer.toString(n)));
    }

    @Override
    public Flux<Payload> requestChannel(Publisher<Payload> requests) {
        return Flux.from(requests).map(EchoResponder::copy);
    }

    @Override
    public Mono<Void> metadataPush(ByteBuf metadata) {
        pushed.add(metadata.toString(StandardCharsets.UTF_8));
        metadata.release();
        return Mono.empty();
    }

    private static Payload copy(Payload request) {
        ByteBuf metadata = request.metadata();
        Payload copy = Payload.of(
                metadata == null ? null : Unpooled.copiedBuffer(metadata), Unpooled.copiedBuffer(request.data()));
        request.release();
        return copy;
    }
}
