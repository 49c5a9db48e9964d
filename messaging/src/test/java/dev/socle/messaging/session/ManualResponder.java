package dev.socle.messaging.session;

import dev.socle.messaging.codec.Payload;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Hands each request to the test, which answers by hand. What begins with {@code probe} is answered at once, with the
 * same.
 */
final class ManualResponder implements Responder {

    /** A request that was handled. The messages of a channel are recorded when the test subscribes. */
    record Call(
            Interaction interaction,
            String data,
            @Nullable String metadata,
            ManualPublisher<Payload> answer,
            @Nullable Flux<Payload> messages) {}

    final AtomicInteger handled = new AtomicInteger();
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    final BlockingQueue<String> pushed = new LinkedBlockingQueue<>();

    /** The next request that came. */
    Call next() {
        try {
            Call call = calls.poll(30, TimeUnit.SECONDS);
            if (call == null) {
                throw new AssertionError("No request came");
            }
            return call;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isIdle() {
        return calls.isEmpty();
    }

    @Override
    public Mono<Payload> requestResponse(Payload request) {
        if (request.dataUtf8().startsWith("probe")) {
            return Mono.just(request);
        }
        return Mono.fromDirect(call(Interaction.REQUEST_RESPONSE, request));
    }

    @Override
    public Mono<Void> fireAndForget(Payload request) {
        return Mono.fromDirect(call(Interaction.FIRE_AND_FORGET, request)).then();
    }

    @Override
    public Flux<Payload> requestStream(Payload request) {
        return Flux.from(call(Interaction.REQUEST_STREAM, request));
    }

    @Override
    public Flux<Payload> requestChannel(Publisher<Payload> requests) {
        handled.incrementAndGet();
        ManualPublisher<Payload> answer = new ManualPublisher<>();
        calls.add(new Call(Interaction.REQUEST_CHANNEL, "", null, answer, Flux.from(requests)));
        return Flux.from(answer);
    }

    @Override
    public Mono<Void> metadataPush(ByteBuf metadata) {
        pushed.add(metadata.toString(StandardCharsets.UTF_8));
        metadata.release();
        return Mono.empty();
    }

    private ManualPublisher<Payload> call(Interaction interaction, Payload request) {
        handled.incrementAndGet();
        ManualPublisher<Payload> answer = new ManualPublisher<>();
        ByteBuf metadata = request.metadata();
        calls.add(new Call(
                interaction,
                request.dataUtf8(),
                metadata == null ? null : metadata.toString(StandardCharsets.UTF_8),
                answer,
                null));
        request.release();
        return answer;
    }
}
