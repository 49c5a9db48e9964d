package dev.socle.transport.unix;

import dev.socle.transport.Address;
import dev.socle.transport.PeerIdentity;
import dev.socle.transport.channel.ChannelTraits;
import dev.socle.transport.channel.SocketAccess;
import dev.socle.transport.channel.SocketTraits;
import io.netty.channel.Channel;
import io.netty.channel.unix.PeerCredentials;
import java.io.IOException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A Unix socket. Its ends are named here, as the system knows the path only at which the listener was bound, and none for
 * the end that connects.
 */
record UnixTraits(Address local, Address remote) implements ChannelTraits {

    private static final Address UNNAMED = Address.of(UnixPath.SCHEME, "unnamed", -1);
    private static final SocketTraits SOCKET = new SocketTraits(UnixPath.SCHEME);

    /** The end that connects to a listener. */
    static UnixTraits connecting(Address listener) {
        return new UnixTraits(UNNAMED, listener);
    }

    /** The end that a listener accepts. */
    static UnixTraits accepted(Address listener) {
        return new UnixTraits(listener, UNNAMED);
    }

    @Override
    public Address address(@Nullable SocketAddress end) {
        return UNNAMED;
    }

    @Override
    public Address localAddress(Channel channel) {
        return local;
    }

    @Override
    public Address remoteAddress(Channel channel) {
        return remote;
    }

    @Override
    public PeerIdentity peer(Channel channel) {
        try {
            PeerCredentials process = SocketAccess.peer(channel);
            if (process == null) {
                return PeerIdentity.unknown();
            }
            int[] groups = process.gids();
            return new PeerIdentity.LocalProcess(process.pid(), process.uid(), groups.length == 0 ? -1 : groups[0]);
        } catch (IOException gone) {
            return PeerIdentity.unknown();
        }
    }

    @Override
    public boolean hasHalfClose() {
        return false;
    }

    @Override
    public void endOutput(Channel channel) {
        SOCKET.endOutput(channel);
    }
}
