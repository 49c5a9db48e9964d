package dev.socle.transport.channel;

import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionHandler;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Stands in until a connection has its handler, and keeps what happens before.
 *
 * <p>Nothing is read before the start, with one exception: epoll reads all that is left of a connection as soon as the
 * other side has closed. These bytes are copied to the heap, so that a connection which nobody ever starts leaks nothing.
 */
final class EarlyEvents implements ConnectionHandler {

    private @Nullable ArrayDeque<byte[]> chunks;
    private boolean inputEnded;
    private boolean closed;
    private @Nullable ConnectionException cause;

    @Override
    public void onBytes(ByteBuf bytes) {
        if (chunks == null) {
            chunks = new ArrayDeque<>();
        }
        chunks.add(ByteBufUtil.getBytes(bytes));
    }

    @Override
    public void onReadComplete() {}

    @Override
    public void onWritabilityChanged() {}

    @Override
    public void onInputEnded() {
        inputEnded = true;
    }

    @Override
    public void onClosed(@Nullable ConnectionException why) {
        closed = true;
        cause = why;
    }

    /** The next chunk that came before the handler, or null. */
    @Nullable
    ByteBuf poll() {
        byte[] chunk = chunks == null ? null : chunks.poll();
        return chunk == null ? null : Unpooled.wrappedBuffer(chunk);
    }

    /** Whether the other side ended its output before the connection had a handler. */
    boolean isInputEnded() {
        return inputEnded;
    }

    /** Whether the connection ended before it had a handler. */
    boolean isClosed() {
        return closed;
    }

    /** Why it ended, or null when that was in order. */
    @Nullable
    ConnectionException cause() {
        return cause;
    }
}
