package dev.socle.transport.tls;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Closes a channel whose handshake has failed so that the other side still gets the alert that says why: a socket that is
 * closed while bytes lie unread in it sends a reset, which destroys what is on its way. So only the output is ended, and
 * what comes is thrown away until the other side ends too, or for a second.
 *
 * <p><b>Threading:</b> the channel's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the channel closes in any case
final class LingeringClose extends ChannelDuplexHandler {

    private static final long LINGER_MILLIS = 1_000;

    private boolean isArmed;
    private boolean isLingering;

    /** From now on a close lingers. */
    void arm() {
        isArmed = true;
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (!isArmed || !context.channel().isActive()) {
            context.close(promise);
            return;
        }
        context.channel().closeFuture().addListener(closed -> promise.trySuccess());
        if (isLingering) {
            return; // the TLS handler closes once more when it has told of the failure
        }
        isLingering = true;
        ((DuplexChannel) context.channel()).shutdownOutput();
        Future<?> cut = context.executor().schedule(() -> context.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        context.channel().closeFuture().addListener(closed -> cut.cancel(false));
        context.channel().config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (isLingering) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }
}
