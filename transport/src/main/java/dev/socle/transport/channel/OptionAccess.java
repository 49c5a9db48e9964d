package dev.socle.transport.channel;

import dev.socle.transport.SocketOption;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;

/**
 * How the options of one engine are reached: each has its own names, and its own gaps.
 *
 * <p><b>Errors:</b> {@link io.netty.channel.ChannelException} when the system refuses.
 */
interface OptionAccess {

    /** The engine, as users see it. */
    String engine();

    /** What an option is called on a channel; null when the engine cannot reach it there. */
    @Nullable
    ChannelOption<?> find(Channel channel, SocketOption<?> option);
}
