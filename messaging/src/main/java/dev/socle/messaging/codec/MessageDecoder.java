package dev.socle.messaging.codec;

/**
 * Makes values of received messages.
 *
 * <p><b>Threading:</b> called on a connection's event loop; must be stateless and must not block.
 * <p><b>Errors:</b> any exception fails the one stream that received the message.
 *
 * @param <T> the values
 */
public interface MessageDecoder<T> {

    /** The value of a message, which is borrowed for this call. */
    T decode(MessageView message);

    /** Gives up a value that nobody will receive any more. */
    default void release(T value) {}
}
