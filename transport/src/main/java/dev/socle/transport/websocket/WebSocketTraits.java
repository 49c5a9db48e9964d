package dev.socle.transport.websocket;

import dev.socle.transport.Address;
import dev.socle.transport.PeerIdentity;
import dev.socle.transport.channel.ChannelTraits;
import io.netty.channel.Channel;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket. The end of the listener has the path that was asked for; the end that connects has none.
 *
 * @param listener the address that was listened at, or connected to
 * @param isListening whether this is the listener's end
 * @param socket what it stands on
 */
record WebSocketTraits(Address listener, boolean isListening, ChannelTraits socket) implements ChannelTraits {

    @Override
    public Address address(@Nullable SocketAddress end) {
        return socket.address(end);
    }

    @Override
    public Address localAddress(Channel channel) {
        Address local = address(channel.localAddress());
        return isListening ? withPath(local) : local;
    }

    @Override
    public Address remoteAddress(Channel channel) {
        Address remote = address(channel.remoteAddress());
        return isListening ? remote : withPath(remote);
    }

    @Override
    public PeerIdentity peer(Channel channel) {
        return socket.peer(channel);
    }

    @Override
    public boolean hasHalfClose() {
        return false;
    }

    @Override
    public void endOutput(Channel channel) {
        MessageHandler.endOutput(channel);
    }

    private Address withPath(Address end) {
        return new Address(end.scheme(), end.host(), end.port(), listener.path(), "");
    }
}
