package dev.socle.messaging.datagram;

import dev.socle.messaging.codec.MessageDecoder;
import dev.socle.messaging.codec.MessageEncoder;
import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InboundRequest;
import dev.socle.messaging.session.Interaction;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.Session;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/** One request that came in a datagram, on its way through the handler; it ends once. */
final class DatagramRequest implements InboundRequest {

    private final ServerEngine server;
    private final DuplicateCache.Entry entry;
    private final Interaction interaction;
    private final MessageView message;

    DatagramRequest(ServerEngine server, DuplicateCache.Entry entry, Interaction interaction, MessageView message) {
        this.server = server;
        this.entry = entry;
        this.interaction = interaction;
        this.message = message;
    }

    @Override
    public Interaction interaction() {
        return interaction;
    }

    @Override
    public MessageView message() {
        return message;
    }

    @Override
    public Session session() {
        return server.peer(entry.key().client());
    }

    @Override
    public <Q> Flux<Q> items(MessageDecoder<Q> decoder) {
        return Flux.error(InteractionException.of(ErrorCode.INVALID, "A datagram carries no channel"));
    }

    @Override
    public <R> void respond(Publisher<? extends R> answer, MessageEncoder<? super R> encoder) {
        answer.subscribe(new Reply<R>(encoder));
    }

    @Override
    public void reject(int errorCode, String text) {
        server.onLoop(() -> fail(errorCode, text));
    }

    private void fail(int errorCode, String text) {
        if (interaction == Interaction.FIRE_AND_FORGET) {
            server.answerNothing(entry);
        } else {
            server.answerError(entry, errorCode, text);
        }
    }

    private void fail(Throwable failure) {
        if (failure instanceof InteractionException known && ErrorCode.isStreamCode(known.code())) {
            fail(known.code(), String.valueOf(known.getMessage()));
        } else {
            fail(ErrorCode.APPLICATION_ERROR, "the handler failed");
        }
    }

    /** Takes one answer, or the end; what comes behind is given up. */
    private final class Reply<R> implements CoreSubscriber<R> {

        private final MessageEncoder<? super R> encoder;
        private Subscription subscription = Operators.emptySubscription();
        private boolean isDone;

        Reply(MessageEncoder<? super R> encoder) {
            this.encoder = encoder;
        }

        @Override
        public void onSubscribe(Subscription to) {
            subscription = to;
            to.request(1);
        }

        @Override
        public void onNext(R value) {
            if (isDone || interaction == Interaction.FIRE_AND_FORGET) {
                encoder.release(value);
                return;
            }
            isDone = true;
            subscription.cancel();
            server.onLoop(() -> {
                try {
                    server.answer(entry, encoder, value);
                } catch (RuntimeException failure) {
                    fail(failure);
                } finally {
                    encoder.release(value);
                }
            });
        }

        @Override
        public void onError(Throwable failure) {
            if (!isDone) {
                isDone = true;
                server.onLoop(() -> fail(failure));
            }
        }

        @Override
        public void onComplete() {
            if (isDone) {
                return;
            }
            isDone = true;
            server.onLoop(() -> {
                if (interaction == Interaction.FIRE_AND_FORGET) {
                    server.answerNothing(entry);
                } else {
                    server.answerEmpty(entry);
                }
            });
        }
    }
}
