package dev.socle.messaging.codec;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as messages, straight into the frame that leaves.
 *
 * <p><b>Threading:</b> called on a connection's event loop, or on a caller's thread; must be stateless.
 * <p><b>Errors:</b> any exception fails the one stream that sends the value; nothing of the message is sent.
 *
 * @param <T> the values
 */
public interface MessageEncoder<T> {

    /** Whether this value's message has metadata; empty metadata counts as metadata. */
    boolean hasMetadata(T value);

    /** Appends the metadata; called only when {@link #hasMetadata} says so. */
    void encodeMetadata(T value, ByteBuf out);

    /** Appends the data. */
    void encodeData(T value, ByteBuf out);

    /**
     * A large body that should leave without being copied; asked before {@link #encodeData}, which is then not called.
     *
     * <p><b>Ownership:</b> a reference of its own passes to the caller.
     *
     * @return the data, or null to have it encoded
     */
    default @Nullable ByteBuf referenceData(T value) {
        return null;
    }

    /** Gives up the value: called exactly once for each one, after it was encoded or when it will not be. */
    default void release(T value) {}
}
