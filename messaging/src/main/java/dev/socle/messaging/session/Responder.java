package dev.socle.messaging.session;

import dev.socle.messaging.codec.Payload;
import io.netty.buffer.ByteBuf;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answers interactions, payload by payload. What is not overridden is rejected.
 *
 * <p><b>Threading:</b> called on the connection's event loop: must not block.
 * <p><b>Ownership:</b> a payload passed in is the responder's to release; a payload emitted is the session's.
 * <p><b>Errors:</b> an {@link InteractionException} is answered as it is; any other failure as APPLICATION_ERROR
 * without its text.
 */
public interface Responder {

    /** Takes one message and answers with one, or none. */
    default Mono<Payload> requestResponse(Payload request) {
        request.release();
        return Mono.error(unanswered(Interaction.REQUEST_RESPONSE));
    }

    /** Takes one message. Nothing goes back, whatever happens. */
    default Mono<Void> fireAndForget(Payload request) {
        request.release();
        return Mono.error(unanswered(Interaction.FIRE_AND_FORGET));
    }

    /** Takes one message and answers with many, never more than were asked for. */
    default Flux<Payload> requestStream(Payload request) {
        request.release();
        return Flux.error(unanswered(Interaction.REQUEST_STREAM));
    }

    /** Takes many messages and answers with many. */
    default Flux<Payload> requestChannel(Publisher<Payload> requests) {
        return Flux.from(requests)
                .take(1)
                .doOnNext(Payload::release)
                .thenMany(Flux.error(unanswered(Interaction.REQUEST_CHANNEL)));
    }

    /** Takes metadata that belongs to the whole connection. */
    default Mono<Void> metadataPush(ByteBuf metadata) {
        metadata.release();
        return Mono.empty();
    }

    private static InteractionException unanswered(Interaction interaction) {
        return InteractionException.of(
                ErrorCode.REJECTED, "This side does not answer " + interaction + ": nothing was processed");
    }
}
