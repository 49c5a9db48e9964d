package dev.socle.messaging.session;

import dev.socle.messaging.codec.MessageDecoder;
import dev.socle.messaging.codec.MessageEncoder;
import java.time.Duration;

/**
 * All that is known beforehand about one kind of request; made once and shared by all its streams.
 *
 * @param name what errors call it, for example its route
 * @param encoder writes the request, or each message of a channel
 * @param decoder reads each answer
 * @param deadlineMillis how long request/response, and the sending of fire-and-forget, may take over all attempts; 0 for
 *     no deadline. Streams and channels have none
 * @param idempotent whether a request that may have been processed may be sent again
 * @param <Q> requests
 * @param <R> answers
 */
public record InteractionSpec<Q, R>(
        String name, MessageEncoder<Q> encoder, MessageDecoder<R> decoder, long deadlineMillis, boolean idempotent) {

    public InteractionSpec {
        if (deadlineMillis < 0) {
            throw new IllegalArgumentException("deadlineMillis: " + deadlineMillis + " (expected: >= 0, 0 for none)");
        }
    }

    /** A copy with another deadline. */
    public InteractionSpec<Q, R> withDeadline(Duration deadline) {
        return new InteractionSpec<>(name, encoder, decoder, deadline.toMillis(), idempotent);
    }
}
