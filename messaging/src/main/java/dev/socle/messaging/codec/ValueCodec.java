package dev.socle.messaging.codec;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes values of one type in one format.
 *
 * <p><b>Threading:</b> any thread; never blocks.
 *
 * @param <T> the values
 */
public interface ValueCodec<T> {

    /**
     * Appends a value.
     *
     * <p><b>Errors:</b> {@link CodecException} when it is too long or cannot be written; the buffer's writer index is
     * then where it was.
     */
    void encode(T value, ByteBuf out);

    /**
     * The value that a range of bytes stands for; the range is absolute, and the buffer's indices are left alone.
     *
     * <p><b>Ownership:</b> the buffer is borrowed for the call; the value keeps nothing of it, unless its type is a
     * buffer.
     * <p><b>Errors:</b> {@link CodecException}, and nothing else, whatever the bytes are.
     */
    T decode(ByteBuf in, int index, int length);

    /**
     * A large value that should leave without being copied; asked before {@link #encode}, which is then not called.
     *
     * <p><b>Ownership:</b> a reference of its own passes to the caller.
     *
     * @return the bytes, or null to have the value encoded
     */
    default @Nullable ByteBuf reference(T value) {
        return null;
    }

    /** Gives up a value: one that was encoded or never will be, or one that was decoded and that nobody receives. */
    default void release(T value) {}
}
