package dev.socle.transport;

import io.netty.buffer.ByteBuf;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a datagram socket tells the layer above it.
 *
 * <p><b>Threading:</b> all calls come on the socket's event loop, one after another: any number of {@code onDatagram},
 * then {@code onReadComplete}, and so on; {@code onClosed} is the last call, and comes once. None comes in the stack of
 * a call to the socket.
 * <p><b>Errors:</b> an exception thrown here is logged, and the socket stays: what one sender sends must not cost all
 * others their service.
 */
public interface DatagramHandler {

    /**
     * One datagram has arrived; another program may have sent an empty one.
     *
     * <p><b>Ownership:</b> the buffer is borrowed for the call; retain or copy what must live longer.
     *
     * @param from its sender, as far as anybody can tell: on UDP a sender may write what it likes; on Unix sockets the
     *     path is empty when the sender has none
     */
    void onDatagram(ByteBuf datagram, SocketAddress from);

    /** Everything that one turn of the loop received has been delivered: the moment to flush what it caused. */
    void onReadComplete();

    /**
     * Something that was sent did not arrive, and the system said so; the socket stays. Told at most once for what was
     * sent since it was told the last time, so that a flood of such news is one call.
     *
     * @param failure with reason {@code REFUSED} when nobody has the port at the other side of a connected socket, and
     *     {@code UNSENT} when the system here did not take a datagram
     */
    void onUndelivered(ConnectionException failure);

    /**
     * The socket is gone, and nothing more arrives.
     *
     * @param cause why, or null when this side closed it
     */
    void onClosed(@Nullable ConnectionException cause);
}
