package dev.socle.transport.channel;

import dev.socle.transport.SocketOption;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options of kqueue's sockets: those to which Netty gives a name, on the sockets on which it does. The numbers of the others
 * differ among the systems that have kqueue.
 */
final class KqueueOptions implements OptionAccess {

    private static final Map<SocketOption<?>, ChannelOption<?>> KNOWN = Map.of(
            SocketOption.SO_BACKLOG, ChannelOption.SO_BACKLOG,
            SocketOption.SO_BROADCAST, ChannelOption.SO_BROADCAST,
            SocketOption.SO_KEEPALIVE, ChannelOption.SO_KEEPALIVE,
            SocketOption.SO_LINGER, ChannelOption.SO_LINGER,
            SocketOption.SO_RCVBUF, ChannelOption.SO_RCVBUF,
            SocketOption.SO_REUSEADDR, ChannelOption.SO_REUSEADDR,
            SocketOption.SO_SNDBUF, ChannelOption.SO_SNDBUF,
            SocketOption.TCP_NODELAY, ChannelOption.TCP_NODELAY,
            SocketOption.IP_TOS, ChannelOption.IP_TOS);

    @Override
    public String engine() {
        return Engine.KQUEUE.label();
    }

    @Override
    public @Nullable ChannelOption<?> find(Channel channel, SocketOption<?> option) {
        ChannelOption<?> known = KNOWN.get(option);
        return known != null && channel.config().getOptions().containsKey(known) ? known : null;
    }
}
