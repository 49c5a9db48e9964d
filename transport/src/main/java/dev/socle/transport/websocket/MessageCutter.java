package dev.socle.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes a stream of bytes in which a length of 24 bits stands before each message, cut anywhere, and gives the messages
 * without their lengths. What is whole in one buffer is not copied.
 *
 * <p><b>Ownership:</b> {@link #cut} takes its buffer over, and hands each message on.
 * <p><b>Limits:</b> one message of at most 16,777,215 bytes is held, until its last byte is there.
 */
final class MessageCutter {

    static final int LENGTH_BYTES = 3;

    private static final int PIECES_MAX = 64;

    private final ByteBufAllocator allocator;
    private final Consumer<ByteBuf> onMessage;
    private int lengthBytes;
    private int length;
    /** What has come of a message that is not whole yet. */
    private @Nullable CompositeByteBuf begun;

    MessageCutter(ByteBufAllocator allocator, Consumer<ByteBuf> onMessage) {
        this.allocator = allocator;
        this.onMessage = onMessage;
    }

    void cut(ByteBuf bytes) {
        try {
            while (bytes.isReadable()) {
                if (lengthBytes < LENGTH_BYTES) {
                    length = length << 8 | bytes.readUnsignedByte();
                    lengthBytes++;
                    if (lengthBytes < LENGTH_BYTES || length > 0) {
                        continue;
                    }
                }
                take(bytes);
            }
        } finally {
            bytes.release();
        }
    }

    /** Gives up a message that is not whole. */
    void release() {
        if (begun != null) {
            begun.release();
            begun = null;
        }
    }

    private void take(ByteBuf bytes) {
        int missing = begun == null ? length : length - begun.readableBytes();
        ByteBuf piece = bytes.readRetainedSlice(Math.min(missing, bytes.readableBytes()));
        boolean isLast = piece.readableBytes() == missing;
        if (begun == null && isLast) {
            next();
            onMessage.accept(piece);
            return;
        }
        if (begun == null) {
            begun = allocator.compositeBuffer(PIECES_MAX);
        }
        begun.addComponent(true, piece);
        if (isLast) {
            CompositeByteBuf message = begun;
            next();
            onMessage.accept(message);
        }
    }

    private void next() {
        begun = null;
        length = 0;
        lengthBytes = 0;
    }
}
