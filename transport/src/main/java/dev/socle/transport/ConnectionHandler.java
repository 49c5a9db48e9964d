package dev.socle.transport;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What a connection tells the layer above it.
 *
 * <p><b>Threading:</b> all calls come on the connection's event loop, one after another: any number of
 * {@code onBytes}, then {@code onReadComplete}, and so on; {@code onClosed} is the last call, and comes once. None
 * comes in the stack of a call to the connection.
 * <p><b>Errors:</b> an exception thrown here is logged and closes the connection.
 */
public interface ConnectionHandler {

    /**
     * Bytes have arrived, in order, cut anywhere.
     *
     * <p><b>Ownership:</b> the buffer is borrowed for the call; retain or copy what must live longer.
     */
    void onBytes(ByteBuf bytes);

    /** Everything that one turn of the loop read has been delivered: the moment to flush what it caused. */
    void onReadComplete();

    /** The socket accepts bytes again, or has more queued than it should ({@link Connection#isWritable}). */
    void onWritabilityChanged();

    /**
     * The other side has ended its output, and no more bytes come; this side may still write, and closes in the end.
     * Comes once, and only with {@link ConnectionOptions#halfClose}: without it, the end closes the connection.
     */
    default void onInputEnded() {}

    /**
     * The connection is gone, and nothing more arrives.
     *
     * @param cause why, or null when either side closed it in order
     */
    void onClosed(@Nullable ConnectionException cause);
}
