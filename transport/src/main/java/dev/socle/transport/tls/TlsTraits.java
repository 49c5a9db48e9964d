package dev.socle.transport.tls;

import dev.socle.transport.Address;
import dev.socle.transport.PeerIdentity;
import dev.socle.transport.channel.ChannelTraits;
import dev.socle.transport.channel.SocketTraits;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A socket with TLS on it.
 *
 * @param socket the same without TLS
 */
@SuppressWarnings("FutureReturnValueIgnored") // the channel closes in any case
record TlsTraits(SocketTraits socket) implements ChannelTraits {

    @Override
    public Address address(@Nullable SocketAddress end) {
        return socket.address(end);
    }

    @Override
    public PeerIdentity peer(Channel channel) {
        return PeerNames.in(handler(channel).engine().getSession());
    }

    @Override
    public boolean hasHalfClose() {
        return false;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The other side is told first, with a {@code close_notify}, that all has come and nothing was cut off.
     */
    @Override
    public void endOutput(Channel channel) {
        handler(channel).closeOutbound().addListener(told -> socket.endOutput(channel));
    }

    private static SslHandler handler(Channel channel) {
        return channel.pipeline().get(SslHandler.class);
    }
}
