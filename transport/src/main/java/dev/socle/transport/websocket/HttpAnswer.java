package dev.socle.transport.websocket;

import dev.socle.transport.WebPage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** Answers over plain HTTP, after which the connection is closed. */
final class HttpAnswer {

    /** Nothing is loaded from elsewhere, and no other page may put this one in a frame. */
    private static final String POLICY =
            "default-src 'self'; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'";

    private HttpAnswer() {}

    static FullHttpResponse page(ByteBufAllocator allocator, WebPage page) {
        return answer(allocator, HttpResponseStatus.OK, page.mediaType(), page.text());
    }

    /** A refusal, with a sentence that says why and what to do. */
    static FullHttpResponse refusal(ByteBufAllocator allocator, HttpResponseStatus status, String text) {
        return answer(allocator, status, "text/plain; charset=utf-8", text + "\n");
    }

    private static FullHttpResponse answer(
            ByteBufAllocator allocator, HttpResponseStatus status, String mediaType, String text) {
        ByteBuf body = ByteBufUtil.writeUtf8(allocator, text);
        FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        HttpHeaders headers = answer.headers();
        headers.set(HttpHeaderNames.CONTENT_TYPE, mediaType);
        headers.setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
        headers.set(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY);
        headers.set("x-content-type-options", "nosniff");
        headers.set("referrer-policy", "no-referrer");
        return answer;
    }
}
