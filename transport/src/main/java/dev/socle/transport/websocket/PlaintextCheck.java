package dev.socle.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Looks at the first byte that comes on a socket without TLS: when the other side speaks TLS, the handshake is told by
 * {@link #TLS_FOUND}, and nothing that comes goes any further.
 *
 * <p><b>Threading:</b> the channel's event loop.
 * <p><b>Source:</b> RFC 8446, section 5.1: records begin with their type; no HTTP begins with these two.
 */
final class PlaintextCheck extends ChannelInboundHandlerAdapter {

    /** The event that says so. */
    static final Object TLS_FOUND = new Object();

    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;

    private boolean isTls;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (isTls) {
            bytes.release();
            return;
        }
        int first = bytes.getByte(bytes.readerIndex());
        if (first == ALERT || first == HANDSHAKE) {
            isTls = true;
            bytes.release();
            context.fireUserEventTriggered(TLS_FOUND);
        } else {
            context.pipeline().remove(this);
            context.fireChannelRead(message);
        }
    }
}
