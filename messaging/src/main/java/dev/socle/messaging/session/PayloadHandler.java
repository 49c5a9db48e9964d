package dev.socle.messaging.session;

import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.codec.PayloadMessages;
import reactor.core.publisher.Mono;

/** Passes requests, as payloads, to a {@link Responder}. */
final class PayloadHandler implements RequestHandler {

    private final Responder responder;

    PayloadHandler(Responder responder) {
        this.responder = responder;
    }

    @Override
    public void handle(InboundRequest request) {
        PayloadMessages payloads = PayloadMessages.INSTANCE;
        switch (request.interaction()) {
            case FIRE_AND_FORGET ->
                request.respond(answerless(responder.fireAndForget(payloads.decode(request.message()))), payloads);
            case REQUEST_RESPONSE ->
                request.respond(responder.requestResponse(payloads.decode(request.message())), payloads);
            case REQUEST_STREAM ->
                request.respond(responder.requestStream(payloads.decode(request.message())), payloads);
            case REQUEST_CHANNEL -> request.respond(responder.requestChannel(request.items(payloads)), payloads);
        }
    }

    @Override
    public void onMetadataPush(Session session, MessageView metadata) {
        responder
                .metadataPush(metadata.buffer().copy(metadata.metadataIndex(), metadata.metadataLength()))
                .subscribe(done -> {}, failure -> {});
    }

    /** As of any type: it emits nothing. */
    @SuppressWarnings("unchecked")
    private static Mono<Payload> answerless(Mono<Void> end) {
        return (Mono<Payload>) (Mono<?>) end;
    }
}
