package dev.socle.transport.channel;

import dev.socle.transport.Address;
import dev.socle.transport.PeerIdentity;
import io.netty.channel.Channel;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** What differs between the kinds of channels under a {@link ChannelConnection}. */
public interface ChannelTraits {

    /** One end of a channel as an address; null is an end that the system no longer knows. */
    Address address(@Nullable SocketAddress end);

    /** This end of an active channel. */
    default Address localAddress(Channel channel) {
        return address(channel.localAddress());
    }

    /** The other end of an active channel. */
    default Address remoteAddress(Channel channel) {
        return address(channel.remoteAddress());
    }

    /** Who is at the other end of an active channel. */
    default PeerIdentity peer(Channel channel) {
        return PeerIdentity.unknown();
    }

    /** Whether the output of a channel can be ended while bytes still arrive. */
    boolean hasHalfClose();

    /**
     * Ends the output of a channel after all that was flushed, and sees to it that the channel closes in the end.
     *
     * <p><b>Threading:</b> the channel's event loop; what arrives from now on is thrown away by the caller.
     */
    void endOutput(Channel channel);
}
