package dev.socle.transport.tls;

import dev.socle.transport.ConnectionException;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands between Netty's TLS handler and the connection, and lets the channel look like a plain one: active when the
 * handshake has ended well, silent while reading is off, gone in order only when the other side has said so.
 *
 * <p><b>Threading:</b> the channel's event loop.
 * <p><b>Limits:</b> what one read of the socket brought is held while reading is off; the TLS handler reads no more then.
 */
@SuppressWarnings("FutureReturnValueIgnored") // failures come to exceptionCaught
final class TlsGate extends ChannelDuplexHandler {

    /** An alert "unexpected message" in plain text, which tells who did not speak TLS that TLS is spoken here. */
    private static final byte[] SPEAK_TLS = {0x15, 3, 3, 0, 2, 2, 10};

    private final TlsFailures failures;
    private final Runnable onConnected;
    private final Consumer<ConnectionException> onFailure;
    private final ArrayDeque<Object> held = new ArrayDeque<>();
    private boolean isOpen;
    /** Whether the next read is wanted though reading is off. */
    private boolean isAsked;

    private boolean isEnding;
    private @Nullable Throwable firstFailure;

    /**
     * A gate for a channel that is not active yet.
     *
     * @param onConnected called when the handshake begins
     * @param onFailure takes the reason when the handshake fails; the channel is closed then
     */
    TlsGate(TlsFailures failures, Runnable onConnected, Consumer<ConnectionException> onFailure) {
        this.failures = failures;
        this.onConnected = onConnected;
        this.onFailure = onFailure;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        onConnected.run(); // the connection is told when the handshake has ended
        context.read(); // the TLS handler goes on by itself until then
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent ended) {
            if (ended.isSuccess()) {
                isOpen = true;
                context.fireChannelActive();
            } else if (!isOpen) {
                fail(context, ended.cause());
            }
        } else if (event instanceof SslCloseCompletionEvent closed && closed.isSuccess() && isOpen) {
            isEnding = true;
            context.close(); // as with TCP, nothing more is sent to who has ended
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (isWanted(context) && held.isEmpty()) {
            context.fireChannelRead(message);
        } else {
            held.add(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        isAsked = false;
        context.fireChannelReadComplete();
    }

    /** Comes when reading is switched on, and for each read that is asked for by itself. */
    @Override
    public void read(ChannelHandlerContext context) {
        isAsked = !context.channel().config().isAutoRead();
        if (deliver(context, false)) {
            context.read();
        }
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        isEnding = true;
        context.close(promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        deliver(context, true);
        if (isOpen) {
            if (!isEnding) {
                context.fireExceptionCaught(failures.cutOff());
            }
            context.fireChannelInactive();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        if (isOpen) {
            context.fireExceptionCaught(failures.afterHandshake(failure));
        } else if (firstFailure == null) {
            firstFailure = failure; // the end of the handshake follows, and may know nothing but that
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }

    private void fail(ChannelHandlerContext context, Throwable cause) {
        LingeringClose close = context.pipeline().get(LingeringClose.class);
        close.arm();
        boolean isLessToldThanBefore = cause instanceof ClosedChannelException && firstFailure != null;
        Throwable known = isLessToldThanBefore && firstFailure != null ? firstFailure : cause;
        if (known instanceof NotSslRecordException && failures.isServer()) {
            context.pipeline().context(close).writeAndFlush(Unpooled.wrappedBuffer(SPEAK_TLS));
        }
        onFailure.accept(failures.ofHandshake(known));
    }

    /** Hands over what was held as long as it is wanted; whether nothing is left. */
    private boolean deliver(ChannelHandlerContext context, boolean isLast) {
        boolean hasDelivered = false;
        while (!held.isEmpty() && (isLast || isWanted(context))) {
            hasDelivered = true;
            context.fireChannelRead(held.remove());
        }
        if (hasDelivered) {
            channelReadComplete(context);
        }
        return held.isEmpty();
    }

    private boolean isWanted(ChannelHandlerContext context) {
        return isAsked || context.channel().config().isAutoRead();
    }
}
