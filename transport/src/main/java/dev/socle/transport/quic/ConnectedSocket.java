package dev.socle.transport.quic;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.ConnectException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands next to a client's socket, which is connected so that the system tells when nothing listens at the other side. That
 * is believed until something has come from there; after that anybody could say so.
 *
 * <p><b>Threading:</b> the socket's event loop.
 */
final class ConnectedSocket extends ChannelDuplexHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectedSocket.class);

    private final Runnable onAnswer;
    private final Consumer<ConnectException> onRefusal;
    private boolean isAnswered;

    ConnectedSocket(Runnable onAnswer, Consumer<ConnectException> onRefusal) {
        this.onAnswer = onAnswer;
        this.onRefusal = onRefusal;
    }

    /** Some systems take no address for a socket that is connected. */
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        context.write(((DatagramPacket) message).content(), promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!isAnswered) {
            isAnswered = true;
            onAnswer.run();
        }
        context.fireChannelRead(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        if (failure instanceof IOException && !isAnswered) {
            ConnectException refusal = new ConnectException(failure.getMessage());
            refusal.initCause(failure);
            onRefusal.accept(refusal);
        } else {
            LOG.debug("Socket {}: {}", context.channel(), failure.toString());
        }
    }
}
