package dev.socle.messaging.session;

/**
 * Asks the other side, payload by payload. It has the shape of a {@link Responder}, so that a gateway is a Responder
 * made of a Requester.
 *
 * <p><b>Threading:</b> any thread; results are signalled on the connection's event loop, so do not block there.
 * <p><b>Ownership:</b> a payload passed in is the session's to release; a payload received is the subscriber's.
 * The request is released when the result is cancelled before it was sent, or ends; each result is subscribed once.
 * <p><b>Errors:</b> {@link InteractionException} when one stream fails, {@link dev.socle.transport.ConnectionException}
 * when the connection does; both tell whether the request may have been processed.
 */
public interface Requester extends Responder {}
