package dev.socle.transport.channel;

import dev.socle.transport.SocketOption;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options of the JDK's sockets, by the names that the JDK gives them; which there are differs by system. */
final class NioOptions implements OptionAccess {

    private static final Map<SocketOption<?>, String> OTHER_NAMES =
            Map.of(SocketOption.TCP_KEEPINTVL, "TCP_KEEPINTERVAL", SocketOption.TCP_KEEPCNT, "TCP_KEEPCOUNT");

    @Override
    public String engine() {
        return Engine.NIO.label();
    }

    @Override
    public @Nullable ChannelOption<?> find(Channel channel, SocketOption<?> option) {
        if (option == SocketOption.SO_BACKLOG) {
            return ChannelOption.SO_BACKLOG;
        }
        String name = OTHER_NAMES.getOrDefault(option, option.name());
        for (ChannelOption<?> one : channel.config().getOptions().keySet()) {
            if (one instanceof NioChannelOption && one.name().equals(name)) {
                return one;
            }
        }
        return null;
    }
}
