package dev.socle.transport.quic;

import dev.socle.transport.channel.Buffers;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.quic.QuicStreamChannel;

/**
 * Tells a {@link StreamEnd} what happens on its stream; there is nothing else in the stream's pipeline.
 *
 * <p><b>Threading:</b> the event loop of the QUIC connection.
 */
final class StreamBridge extends ChannelInboundHandlerAdapter {

    private final StreamEnd end;

    StreamBridge(StreamEnd end) {
        this.end = end;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ChannelConfig config = context.channel().config();
        config.setAutoRead(false);
        config.setAllocator(end.alloc());
        config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        config.setRecvByteBufAllocator(Buffers.receive());
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        end.attach((QuicStreamChannel) context.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        end.received((ByteBuf) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        end.receivedAll();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            end.inputEnded();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end.streamClosed();
    }

    /** A reset, or a read from what QUIC has given up. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        end.gone(QuicFailures.ofStream(failure));
    }
}
