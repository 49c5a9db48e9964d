package dev.socle.transport.websocket;

import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.WebPage;
import dev.socle.transport.channel.Admission;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door of a listener: takes one HTTP request, and answers it with a page, with a refusal, or by making the connection
 * a WebSocket.
 *
 * <p><b>Threading:</b> the channel's event loop; the channel reads only as long as the request is not whole.
 * <p><b>Limits:</b> {@link dev.socle.transport.WebSocketOptions#handshakeTimeout} from the first moment until the answer
 * has left.
 * <p><b>Source:</b> RFC 6455, section 4.2.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close does not fail
final class ServerHandshake extends SimpleChannelInboundHandler<HttpObject> {

    private static final Logger LOG = LoggerFactory.getLogger(ServerHandshake.class);
    private static final String VERSION = "13";

    private final AccessRules rules;
    private final ConnectionOptions options;
    private final AfterHandshake after;
    private final Admission admission;
    private final String path;
    private @Nullable HttpRequest request;
    private boolean isAnswered;
    private @Nullable Future<?> limit;

    /** A door behind which the connection opens that is not in the pipeline yet. */
    ServerHandshake(AccessRules rules, ConnectionOptions options, AfterHandshake after, Admission admission) {
        this.rules = rules;
        this.options = options;
        this.after = after;
        this.admission = admission;
        this.path = WebSockets.pathOf(rules.listener());
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        long limitMillis = options.webSocket().handshakeTimeout().toMillis();
        limit = context.executor().schedule(() -> context.close(), limitMillis, TimeUnit.MILLISECONDS);
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
        cancelLimit();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        LOG.debug("Listener {}: a request from {} failed", rules.listener(), context.channel(), failure);
        context.close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == PlaintextCheck.TLS_FOUND) {
            admission.count(
                    context.channel().remoteAddress(),
                    Reason.NOT_TLS,
                    "it speaks TLS, and this listener does not; let it connect to a ws:// address, or listen at a"
                            + " wss:// address with a certificate");
            refuse(context, HttpResponseStatus.BAD_REQUEST, "TLS is not spoken here; ask without it");
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (isAnswered) {
            return; // the connection ends with the first answer
        }
        if (part.decoderResult().isFailure()) {
            refuse(context, malformed(part.decoderResult().cause()), "The request is malformed or too long");
            return;
        }
        if (part instanceof HttpRequest head) {
            request = head;
            if (HttpUtil.getContentLength(head, 0L) > 0 || HttpUtil.isTransferEncodingChunked(head)) {
                refuse(context, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "Nothing takes a body here; send none");
            }
        } else if (part instanceof LastHttpContent && request != null) {
            answer(context, request);
        }
    }

    private void answer(ChannelHandlerContext context, HttpRequest whole) {
        String refusal = rules.refusal(whole.headers());
        if (refusal != null) {
            refuse(context, HttpResponseStatus.FORBIDDEN, refusal);
        } else if (!whole.method().equals(HttpMethod.GET)) {
            FullHttpResponse answer = HttpAnswer.refusal(
                    context.alloc(),
                    HttpResponseStatus.METHOD_NOT_ALLOWED,
                    "This listener answers GET only; to call a service, speak RSocket over a WebSocket");
            answer.headers().set(HttpHeaderNames.ALLOW, HttpMethod.GET.name());
            end(context, answer);
        } else if (isUpgrade(whole.headers())) {
            upgrade(context, whole);
        } else {
            givePage(context, new QueryStringDecoder(whole.uri()).path());
        }
    }

    private void givePage(ChannelHandlerContext context, String asked) {
        WebPage page = options.webSocket().pages().get(asked);
        if (page != null) {
            end(context, HttpAnswer.page(context.alloc(), page));
        } else {
            refuse(
                    context,
                    HttpResponseStatus.NOT_FOUND,
                    "There is no such page; the WebSocket of this listener is at " + path);
        }
    }

    private void upgrade(ChannelHandlerContext context, HttpRequest whole) {
        HttpHeaders headers = whole.headers();
        if (!new QueryStringDecoder(whole.uri()).path().equals(path)) {
            refuse(context, HttpResponseStatus.NOT_FOUND, "There is no WebSocket at this path; it is at " + path);
            return;
        }
        if (!headers.contains(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION, false)) {
            FullHttpResponse answer = HttpAnswer.refusal(
                    context.alloc(), HttpResponseStatus.UPGRADE_REQUIRED, "Only WebSocket version 13 is spoken here");
            answer.headers().set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION);
            end(context, answer);
            return;
        }
        if (!headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)) {
            refuse(context, HttpResponseStatus.BAD_REQUEST, "The handshake has no Sec-WebSocket-Key; send one");
            return;
        }
        isAnswered = true;
        FullHttpRequest upgrade = new DefaultFullHttpRequest(
                whole.protocolVersion(),
                whole.method(),
                whole.uri(),
                Unpooled.EMPTY_BUFFER,
                headers,
                EmptyHttpHeaders.INSTANCE);
        new WebSocketServerHandshaker13("", null, decoding(options, true))
                .handshake(context.channel(), upgrade, null, context.newPromise())
                .addListener(done -> {
                    if (done.isSuccess()) {
                        open(context);
                    } else {
                        context.close();
                    }
                });
    }

    /** Puts the connection in the place of this handler, and tells it that its channel is there. */
    private void open(ChannelHandlerContext context) {
        cancelLimit();
        after.replace(context);
    }

    private void refuse(ChannelHandlerContext context, HttpResponseStatus status, String text) {
        end(context, HttpAnswer.refusal(context.alloc(), status, text));
    }

    /** Sends an answer and lets the other side end first, so that nothing of the answer is lost. */
    private void end(ChannelHandlerContext context, FullHttpResponse answer) {
        isAnswered = true;
        context.channel().config().setAutoRead(true);
        context.writeAndFlush(answer).addListener(sent -> after.endInstead(context));
    }

    private void cancelLimit() {
        if (limit != null) {
            limit.cancel(false);
        }
    }

    private static boolean isUpgrade(HttpHeaders headers) {
        return headers.contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true);
    }

    private static HttpResponseStatus malformed(Throwable failure) {
        if (failure instanceof TooLongHttpLineException) {
            return HttpResponseStatus.REQUEST_URI_TOO_LONG;
        }
        return failure instanceof TooLongFrameException
                ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                : HttpResponseStatus.BAD_REQUEST;
    }

    /** How received frames are read: no extensions, so that nothing comes compressed; violations come as exceptions. */
    static WebSocketDecoderConfig decoding(ConnectionOptions options, boolean areMasked) {
        return WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(options.webSocket().messageBytesMax())
                .expectMaskedFrames(areMasked)
                .allowExtensions(false)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build();
    }
}
