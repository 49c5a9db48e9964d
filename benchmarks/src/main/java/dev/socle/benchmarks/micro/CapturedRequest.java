package dev.socle.benchmarks.micro;

import dev.socle.messaging.codec.MessageDecoder;
import dev.socle.messaging.codec.MessageEncoder;
import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.session.InboundRequest;
import dev.socle.messaging.session.Interaction;
import dev.socle.messaging.session.Session;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** A request/response that a proxy once sent, to be handled again and again. Its answer is encoded and then forgotten. */
final class CapturedRequest implements InboundRequest, CoreSubscriber<Object> {

    private final Session session;
    private final MessageView message = new MessageView();
    private final ByteBuf out = Unpooled.directBuffer(256);
    private @Nullable MessageEncoder<Object> encoder;

    /** Copies what is borrowed. */
    CapturedRequest(InboundRequest request) {
        session = request.session();
        MessageView view = request.message();
        int metadataLength = view.metadataLength();
        ByteBuf copy = Unpooled.directBuffer(256)
                .writeBytes(view.buffer(), view.metadataIndex(), metadataLength)
                .writeBytes(view.buffer(), view.dataIndex(), view.dataLength());
        message.wrap(copy, 0, metadataLength, metadataLength, view.dataLength());
    }

    /** The same with other metadata. */
    CapturedRequest withMetadata(ByteBuf metadata) {
        int metadataLength = metadata.readableBytes();
        ByteBuf copy = Unpooled.directBuffer(256)
                .writeBytes(metadata)
                .writeBytes(message.buffer(), message.dataIndex(), message.dataLength());
        message.wrap(copy, 0, metadataLength, metadataLength, message.dataLength());
        return this;
    }

    /** Bytes of the last answer. */
    int answerLength() {
        return out.readableBytes();
    }

    @Override
    public Interaction interaction() {
        return Interaction.REQUEST_RESPONSE;
    }

    @Override
    public MessageView message() {
        return message;
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public <Q> Flux<Q> items(MessageDecoder<Q> decoder) {
        throw new IllegalStateException("items of a request/response (expected: a channel)");
    }

    @Override
    @SuppressWarnings("unchecked") // the publisher gives what the encoder takes
    public <R> void respond(Publisher<? extends R> answer, MessageEncoder<? super R> answerEncoder) {
        out.clear();
        encoder = (MessageEncoder<Object>) answerEncoder;
        answer.subscribe((CoreSubscriber<R>) (CoreSubscriber<?>) this);
    }

    @Override
    public void reject(int errorCode, String text) {
        throw new IllegalStateException("rejected with " + errorCode + ": " + text);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Object answer) {
        if (encoder != null) {
            encoder.encodeData(answer, out);
        }
    }

    @Override
    public void onError(Throwable failure) {
        throw new IllegalStateException("the service failed", failure);
    }

    @Override
    public void onComplete() {}
}
