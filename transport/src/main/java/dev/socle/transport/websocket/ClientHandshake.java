package dev.socle.transport.websocket;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.ConnectionOptions;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of the handshake: asks for a WebSocket, and opens the connection when it is granted.
 *
 * <p><b>Threading:</b> the channel's event loop; the channel reads only as long as the answer is not whole.
 * <p><b>Errors:</b> a {@link ConnectionException} to who connects, with what the other side answered.
 * <p><b>Source:</b> RFC 6455, section 4.1.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close does not fail
final class ClientHandshake extends SimpleChannelInboundHandler<FullHttpResponse> {

    private static final int TEXT_CHARS_MAX = 200;

    private final Address address;
    private final ConnectionOptions options;
    private final AfterHandshake after;
    private final Consumer<Throwable> onFailure;
    private final WebSocketClientHandshaker handshaker;
    private boolean isAnswered;

    /** A handshake after which the connection opens that is not in the pipeline yet. */
    ClientHandshake(Address address, ConnectionOptions options, AfterHandshake after, Consumer<Throwable> onFailure) {
        this.address = address;
        this.options = options;
        this.after = after;
        this.onFailure = onFailure;
        this.handshaker = new Handshaker(
                URI.create(address.toString()), options.webSocket().messageBytesMax());
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        handshaker.handshake(context.channel(), context.newPromise()).addListener(sent -> {
            if (!sent.isSuccess()) {
                fail(context, String.valueOf(sent.cause().getMessage()), sent.cause());
            }
        });
        context.read();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!isAnswered) {
            context.read();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(context, "the other side closed the connection before it answered", null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        fail(context, String.valueOf(failure.getMessage()), failure);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == PlaintextCheck.TLS_FOUND) {
            fail(
                    context,
                    new ConnectionException(
                            Reason.NOT_TLS,
                            "Connect to " + address + " failed: what listens there speaks TLS; connect to a wss://"
                                    + " address",
                            null));
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse answer) {
        if (answer.decoderResult().isFailure()) {
            fail(
                    context,
                    "what answered there does not speak HTTP",
                    answer.decoderResult().cause());
            return;
        }
        if (!answer.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            fail(context, "the other side answered " + answer.status() + said(answer), null);
            return;
        }
        try {
            handshaker.finishHandshake(context.channel(), answer);
        } catch (WebSocketHandshakeException e) {
            fail(context, "the other side's handshake is wrong: " + e.getMessage(), e);
            return;
        }
        isAnswered = true;
        after.replace(context);
    }

    private void fail(ChannelHandlerContext context, String why, @Nullable Throwable failure) {
        fail(
                context,
                failure instanceof ConnectionException known
                        ? known
                        : new ConnectionException(
                                Reason.REFUSED,
                                "Connect to " + address + " failed: " + why
                                        + "; start a WebSocket listener there, or correct the address",
                                failure));
    }

    private void fail(ChannelHandlerContext context, ConnectionException failure) {
        if (!isAnswered) {
            isAnswered = true;
            onFailure.accept(failure);
            context.close();
        }
    }

    /** The text of a refusal, on one line. */
    private static String said(FullHttpResponse answer) {
        String text = answer.content()
                .toString(StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
        if (text.isEmpty()) {
            return "";
        }
        return ": \"" + (text.length() > TEXT_CHARS_MAX ? text.substring(0, TEXT_CHARS_MAX) + "…" : text) + "\"";
    }

    /** Netty's handshake without an origin, as this is no browser, and with our way to read frames. */
    private final class Handshaker extends WebSocketClientHandshaker13 {

        Handshaker(URI uri, int messageBytesMax) {
            super(uri, WebSocketVersion.V13, null, false, new DefaultHttpHeaders(), messageBytesMax);
        }

        @Override
        protected FullHttpRequest newHandshakeRequest() {
            FullHttpRequest request = super.newHandshakeRequest();
            request.headers().remove(HttpHeaderNames.ORIGIN);
            return request;
        }

        @Override
        protected WebSocketFrameDecoder newWebsocketDecoder() {
            return new WebSocket13FrameDecoder(ServerHandshake.decoding(options, false));
        }
    }
}
