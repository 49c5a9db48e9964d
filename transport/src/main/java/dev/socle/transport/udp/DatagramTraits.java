package dev.socle.transport.udp;

import dev.socle.transport.Address;
import io.netty.buffer.ByteBuf;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** What differs between the kinds of channels under {@link ChannelDatagrams}. */
interface DatagramTraits {

    /** One end of a channel as an address; null is an end without a name. */
    Address address(@Nullable SocketAddress end);

    /** One end of a channel as users of the socket see it. */
    SocketAddress end(@Nullable SocketAddress end);

    /**
     * What a channel sends to an address.
     *
     * <p><b>Errors:</b> {@link IllegalArgumentException} for an end of another kind; the datagram stays the caller's.
     */
    Object envelope(ByteBuf datagram, SocketAddress to);
}
