package dev.socle.messaging.session;

import dev.socle.messaging.codec.MessageView;

/**
 * What a session calls for each request of the other side: the callback under services and under {@link Responder}.
 *
 * <p><b>Threading:</b> the connection's event loop: must not block.
 * <p><b>Errors:</b> an exception out of {@link #handle} fails that one stream.
 */
@FunctionalInterface
public interface RequestHandler {

    /** Handles one request: ends with one {@link InboundRequest#respond} or {@link InboundRequest#reject}. */
    void handle(InboundRequest request);

    /** Metadata for the whole connection, borrowed for the call. */
    default void onMetadataPush(Session session, MessageView metadata) {}

    /** The handler that rejects everything, for a side that only asks. */
    static RequestHandler rejecting() {
        return request -> request.reject(ErrorCode.REJECTED, "This side answers no requests: nothing was processed");
    }

    /** The handler that passes payloads to a {@link Responder}. */
    static RequestHandler of(Responder responder) {
        return new PayloadHandler(responder);
    }
}
