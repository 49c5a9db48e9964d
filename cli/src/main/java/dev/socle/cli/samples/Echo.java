package dev.socle.cli.samples;

import dev.socle.messaging.service.Idempotent;
import dev.socle.messaging.service.Route;
import io.netty.buffer.ByteBuf;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers with what was asked for: bytes, sizes, errors and waiting, to measure and to try things out. */
public interface Echo {

    /** The same bytes. <b>Ownership:</b> passes with the buffer, both ways. */
    @Idempotent
    Mono<ByteBuf> bytes(ByteBuf bytes);

    /** Bytes of the size that was asked for, as often as was asked for. */
    Flux<byte[]> stream(Burst burst);

    /** Fails as asked. */
    @Route(acknowledged = true)
    Mono<Void> fail(Failure failure);

    /** Answers with the request, but later. */
    @Idempotent
    Mono<Delay> delay(Delay delay);
}
