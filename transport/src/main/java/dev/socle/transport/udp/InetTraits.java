package dev.socle.transport.udp;

import dev.socle.transport.Address;
import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** UDP: ends are IP addresses and ports. */
enum InetTraits implements DatagramTraits {
    INSTANCE;

    static final String SCHEME = "udp";

    private static final InetSocketAddress UNKNOWN = InetSocketAddress.createUnresolved("unknown", 0);

    @Override
    public Address address(@Nullable SocketAddress end) {
        if (end instanceof InetSocketAddress inet && !inet.isUnresolved()) {
            return Address.of(SCHEME, NetUtil.toAddressString(inet.getAddress()), inet.getPort());
        }
        return Address.of(SCHEME, "unknown", -1);
    }

    @Override
    public SocketAddress end(@Nullable SocketAddress end) {
        return end == null ? UNKNOWN : end;
    }

    @Override
    public Object envelope(ByteBuf datagram, SocketAddress to) {
        if (to instanceof InetSocketAddress inet && !inet.isUnresolved() && inet.getPort() > 0) {
            return new DatagramPacket(datagram, inet);
        }
        throw new IllegalArgumentException(
                "to: " + to + " (expected: an InetSocketAddress that is resolved and has a port)");
    }
}
