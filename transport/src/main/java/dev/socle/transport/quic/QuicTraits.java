package dev.socle.transport.quic;

import dev.socle.transport.Address;
import dev.socle.transport.PeerIdentity;
import dev.socle.transport.channel.ChannelTraits;
import dev.socle.transport.channel.SocketTraits;
import dev.socle.transport.tls.PeerNames;
import io.netty.channel.Channel;
import java.net.SocketAddress;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** A {@link StreamEnd}. */
enum QuicTraits implements ChannelTraits {
    INSTANCE;

    static final String SCHEME = "quic";

    private static final SocketTraits SOCKET = new SocketTraits(SCHEME);

    @Override
    public Address address(@Nullable SocketAddress end) {
        return SOCKET.address(end);
    }

    @Override
    public PeerIdentity peer(Channel channel) {
        SSLEngine engine = ((StreamEnd) channel).quic().sslEngine();
        return engine == null ? PeerIdentity.unknown() : PeerNames.in(engine.getSession());
    }

    @Override
    public boolean hasHalfClose() {
        return false;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The end of the channel is that of its output; what is beneath lives until the other side has it all. It comes a
     * turn later, because the last write still counts while it is told that it has left.
     */
    @Override
    public void endOutput(Channel channel) {
        channel.eventLoop().execute(() -> channel.close());
    }
}
