package dev.socle.messaging.session;

/** A frame that can be read but breaks the protocol so that the connection has to end. It speaks of the other side: no stack. */
final class ProtocolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        super(message, null, false, false);
    }
}
