package dev.socle.transport.websocket;

import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.channel.ChannelConnection;
import dev.socle.transport.channel.ChannelTraits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import java.util.function.Consumer;

/**
 * What takes the place of a handshake when that has ended.
 *
 * @param messages stands below the connection
 * @param connection comes last
 * @param socket what both stand on
 */
record AfterHandshake(MessageHandler messages, ChannelConnection connection, ChannelTraits socket) {

    /** The handlers of a channel whose handshake is about to begin. */
    static AfterHandshake of(
            Channel channel,
            WebSocketTraits traits,
            ConnectionOptions options,
            Consumer<? super ChannelConnection> onOpen) {
        return new AfterHandshake(
                new MessageHandler(options.webSocket().messageBytesMax(), traits.socket()),
                new ChannelConnection(channel, traits, options, onOpen),
                traits.socket());
    }

    /** The WebSocket is open: the connection is told that it is there. */
    void replace(ChannelHandlerContext handshake) {
        ChannelPipeline pipeline = handshake.pipeline();
        pipeline.addAfter(handshake.name(), "connection", connection);
        pipeline.replace(handshake.name(), "messages", messages);
        pipeline.context(messages).fireChannelActive();
    }

    /** There will be none: ends the output after what was written, and sees to it that the channel closes. */
    void endInstead(ChannelHandlerContext handshake) {
        socket.endOutput(handshake.channel());
    }
}
