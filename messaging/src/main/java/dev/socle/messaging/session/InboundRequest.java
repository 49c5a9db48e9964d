package dev.socle.messaging.session;

import dev.socle.messaging.codec.MessageDecoder;
import dev.socle.messaging.codec.MessageEncoder;
import dev.socle.messaging.codec.MessageView;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * One request that the other side sent. Whoever handles it ends with exactly one {@link #respond} or {@link #reject}.
 *
 * <p><b>Threading:</b> the connection's event loop, during {@link RequestHandler#handle}; the publishers that it takes
 * and gives may signal from any thread.
 * <p><b>Ownership:</b> borrowed for that call: a session's next request may be the same object. On another thread it refuses
 * with {@link IllegalStateException}.
 */
public interface InboundRequest {

    /** Which of the four it is. */
    Interaction interaction();

    /** The request's message (of a channel: the first), borrowed for the call. */
    MessageView message();

    /** The session that it came through: who asks, and the way to ask back. */
    Session session();

    /**
     * The messages of a channel, with the first; subscribed at most once, before or after {@link #respond}.
     *
     * <p>The first message is decoded in this call, the others as they come.
     */
    <Q> Flux<Q> items(MessageDecoder<Q> decoder);

    /**
     * Answers. The publisher is subscribed now, pulled only as far as the other side asked and the socket takes, and
     * cancelled when the stream ends early. Of a fire-and-forget request only the end is awaited.
     */
    <R> void respond(Publisher<? extends R> answer, MessageEncoder<? super R> encoder);

    /** Answers with an error before anything was processed. Nothing goes back to fire-and-forget. */
    void reject(int errorCode, String message);
}
