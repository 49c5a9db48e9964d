package dev.socle.transport.channel;

import dev.socle.transport.Address;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A socket of the system with an IP address and a port.
 *
 * @param scheme of the addresses of its ends
 */
@SuppressWarnings("FutureReturnValueIgnored") // the channel closes in any case
public record SocketTraits(String scheme) implements ChannelTraits {

    /** How long an ended socket waits for the other side to end too. */
    private static final long LINGER_MILLIS = 1_000;

    @Override
    public Address address(@Nullable SocketAddress end) {
        if (end instanceof InetSocketAddress inet && !inet.isUnresolved()) {
            return Address.of(scheme, NetUtil.toAddressString(inet.getAddress()), inet.getPort());
        }
        return Address.of(scheme, "unknown", -1);
    }

    @Override
    public boolean hasHalfClose() {
        return true;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A socket that is closed while bytes lie unread in it sends a reset, and the reset destroys what is still on its
     * way to the other side. So only the output is ended here; the rest is read until the other side ends too.
     */
    @Override
    public void endOutput(Channel channel) {
        ((DuplexChannel) channel).shutdownOutput();
        Future<?> cut = channel.eventLoop().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> cut.cancel(false));
    }
}
