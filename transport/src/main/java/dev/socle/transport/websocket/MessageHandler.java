package dev.socle.transport.websocket;

import dev.socle.transport.channel.ChannelTraits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands between Netty's WebSocket codec and the connection: what is written above leaves as binary messages, what comes
 * in messages is read above with a length in front of each. It answers pings and speaks the closing handshake.
 *
 * <pre>{@code
 *   OPEN ── Close is sent ──► CLOSE_SENT ─────┐
 *     └─── Close is received, and answered ───┴──► the channel closes, after LINGER_MILLIS at the latest
 * }</pre>
 *
 * <p><b>Threading:</b> the channel's event loop.
 * <p><b>Errors:</b> an {@link IOException} up the pipeline that says what the other side did, or why it closed.
 * <p><b>Limits:</b> {@link dev.socle.transport.WebSocketOptions#messageBytesMax} for what is received; a ping that comes
 * while more is queued than the high mark has no answer, so that pings cannot fill the memory.
 * <p><b>Source:</b> RFC 6455, sections 5.4, 5.5 and 7.
 */
@SuppressWarnings("FutureReturnValueIgnored") // failures come to exceptionCaught, and a close does not fail
final class MessageHandler extends ChannelDuplexHandler {

    /** How long the other side may take to answer a Close. */
    private static final long LINGER_MILLIS = 1_000;

    private static final int REASON_BYTES_MAX = 123;

    private final int messageBytesMax;
    private final ChannelTraits socket;

    /** From when it is in its pipeline. */
    @SuppressWarnings("NullAway.Init")
    private MessageCutter cutter;

    /** What has come of a message in several frames, with its length left open in front. */
    private @Nullable ByteBuf partial;

    private boolean isCloseSent;
    private boolean isCloseReceived;
    private boolean hasUnflushedPong;
    /** Why the connection is not closed in order; told with its end. */
    private @Nullable IOException fault;

    MessageHandler(int messageBytesMax, ChannelTraits socket) {
        this.messageBytesMax = messageBytesMax;
        this.socket = socket;
    }

    /** Says to the other side that the connection ends in order, after all that was written. */
    static void endOutput(Channel channel) {
        MessageHandler messages = Objects.requireNonNull(channel.pipeline().get(MessageHandler.class));
        messages.sendClose(
                Objects.requireNonNull(channel.pipeline().context(MessageHandler.class)),
                WebSocketCloseStatus.NORMAL_CLOSURE,
                "");
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        cutter = new MessageCutter(
                context.alloc(), message -> context.write(new BinaryWebSocketFrame(message), context.voidPromise()));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        releasePartial();
        cutter.release();
    }

    // Out

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        ByteBuf bytes = (ByteBuf) message;
        if (!bytes.isReadable()) { // marks the end of what was written before
            context.write(bytes, promise);
        } else if (isCloseSent) {
            bytes.release();
        } else {
            cutter.cut(bytes);
        }
    }

    /** Called when the connection breaks off; what is queued is dropped. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (!isCloseSent && context.channel().isActive()) {
            isCloseSent = true;
            context.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE));
        }
        context.close(promise);
    }

    // In

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof WebSocketFrame frame) {
                receive(context, frame);
            } else {
                refuse(
                        context,
                        WebSocketCloseStatus.PROTOCOL_ERROR,
                        "bytes came before the answer to the handshake; wait for it");
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (hasUnflushedPong) {
            hasUnflushedPong = false;
            context.flush();
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        if (failure instanceof CorruptedWebSocketFrameException broken) {
            refuse(context, broken.closeStatus(), String.valueOf(broken.getMessage()));
        } else if (!isCloseReceived) {
            context.fireExceptionCaught(failure);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (fault == null && !isCloseSent && !isCloseReceived) {
            fault = new IOException("it ended without a Close frame");
        }
        if (fault != null) {
            context.fireExceptionCaught(fault);
        }
        context.fireChannelInactive();
    }

    private void receive(ChannelHandlerContext context, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            receiveClose(context, close);
        } else if (isCloseReceived || fault != null) {
            return; // RFC 6455, 5.5.1: nothing counts after a Close
        } else if (frame instanceof PingWebSocketFrame) {
            answerPing(context, frame);
        } else if (frame instanceof BinaryWebSocketFrame || frame instanceof ContinuationWebSocketFrame) {
            receiveMessage(context, frame);
        } else if (!(frame instanceof PongWebSocketFrame)) {
            refuse(
                    context,
                    WebSocketCloseStatus.INVALID_MESSAGE_TYPE,
                    "text messages are not understood here; send binary ones");
        }
    }

    private void answerPing(ChannelHandlerContext context, WebSocketFrame ping) {
        if (!isCloseSent && context.channel().isWritable()) {
            context.write(new PongWebSocketFrame(ping.content().retain()), context.voidPromise());
            hasUnflushedPong = true;
        }
    }

    private void receiveMessage(ChannelHandlerContext context, WebSocketFrame frame) {
        ByteBuf content = frame.content();
        int before = partial == null ? 0 : partial.readableBytes() - MessageCutter.LENGTH_BYTES;
        if (content.readableBytes() > messageBytesMax - before) {
            refuse(
                    context,
                    WebSocketCloseStatus.MESSAGE_TOO_BIG,
                    "a message exceeds messageBytesMax " + messageBytesMax + "; send less at once, in fragments");
            return;
        }
        if (partial == null) {
            partial = context.alloc()
                    .buffer(MessageCutter.LENGTH_BYTES + content.readableBytes())
                    .writeZero(MessageCutter.LENGTH_BYTES);
        }
        partial.writeBytes(content);
        if (frame.isFinalFragment()) {
            ByteBuf message = partial;
            partial = null;
            message.setMedium(0, message.readableBytes() - MessageCutter.LENGTH_BYTES);
            context.fireChannelRead(message);
        }
    }

    private void receiveClose(ChannelHandlerContext context, CloseWebSocketFrame close) {
        if (isCloseReceived) {
            return;
        }
        isCloseReceived = true;
        int code = close.statusCode();
        boolean isInOrder = code < 0
                || code == WebSocketCloseStatus.NORMAL_CLOSURE.code()
                || code == WebSocketCloseStatus.ENDPOINT_UNAVAILABLE.code();
        if (!isInOrder && fault == null) {
            fault = new IOException("the other side closed it with code " + code + ": \"" + close.reasonText() + "\"");
        }
        if (isCloseSent) {
            context.close();
            return;
        }
        isCloseSent = true;
        closeLater(context);
        context.writeAndFlush(code < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, ""))
                .addListener(sent -> socket.endOutput(context.channel()));
    }

    /** Closes with a code and what the other side did wrong; what it sends from now on is thrown away. */
    private void refuse(ChannelHandlerContext context, WebSocketCloseStatus status, String why) {
        if (fault == null) {
            fault = new IOException("closed with code " + status.code() + ", as " + why);
            releasePartial();
            context.channel().config().setAutoRead(true);
            sendClose(context, status, why.substring(0, Math.min(why.length(), REASON_BYTES_MAX)));
        }
    }

    private void sendClose(ChannelHandlerContext context, WebSocketCloseStatus status, String reason) {
        closeLater(context);
        if (!isCloseSent) {
            isCloseSent = true;
            context.writeAndFlush(new CloseWebSocketFrame(status, reason));
        }
    }

    private static void closeLater(ChannelHandlerContext context) {
        Future<?> cut = context.executor().schedule(() -> context.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        context.channel().closeFuture().addListener(closed -> cut.cancel(false));
    }

    private void releasePartial() {
        if (partial != null) {
            partial.release();
            partial = null;
        }
    }
}
