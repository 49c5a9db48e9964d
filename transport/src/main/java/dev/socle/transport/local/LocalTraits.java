package dev.socle.transport.local;

import dev.socle.transport.Address;
import dev.socle.transport.channel.ChannelTraits;
import io.netty.channel.Channel;
import io.netty.channel.local.LocalAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** A channel that ends in the same process. */
enum LocalTraits implements ChannelTraits {
    INSTANCE;

    @Override
    public Address address(@Nullable SocketAddress end) {
        return Address.of("local", end instanceof LocalAddress local ? local.id() : "unknown", -1);
    }

    @Override
    public boolean hasHalfClose() {
        return false;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The other end closes both when it has read up to here. No time limits that: what it has not read yet would be
     * lost, and it holds no resource but its own.
     */
    @Override
    public void endOutput(Channel channel) {
        ((LocalEnd) channel).pipe().endOutput();
    }
}
