package dev.socle.messaging.service;

import dev.socle.messaging.codec.Metadata;
import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.codec.RoutingMetadata;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;

/**
 * The metadata of a method's requests, made once. A proxy sends exactly these bytes, so a router can know them by
 * heart: it finds the method, and the format of the data, by comparing bytes.
 *
 * <p>The type of the data is always said, though it mostly is the one of the connection's set-up: a method's metadata
 * then is right on every connection, whatever that one announced, at the price of five bytes a request.
 */
final class RouteMetadata {

    private RouteMetadata() {}

    /** Composite metadata: the route, what the data is, and what the answer should be if that differs. */
    static byte[] composite(ServiceMethod method, MimeType type) {
        Metadata metadata = Metadata.route(method.route()).dataType(dataType(method, type));
        List<MimeType> accept = accept(method, type);
        return (accept.isEmpty() ? metadata : metadata.accept(accept.toArray(MimeType[]::new))).toBytes();
    }

    /** What the data of a request is, where everything but bytes has a format. */
    static MimeType dataType(ServiceMethod method, MimeType type) {
        return MethodCodecs.takesBytes(method) ? MimeType.BYTES : type;
    }

    /** What the answer should be; empty for the type of the request. */
    static List<MimeType> accept(ServiceMethod method, MimeType type) {
        MimeType wanted = MethodCodecs.givesBytes(method) ? MimeType.BYTES : type;
        return !method.hasResult() || wanted.equals(dataType(method, type)) ? List.of() : List.of(wanted);
    }

    /** Composite metadata with nothing but the route: the data is what the connection's set-up said. */
    static byte[] compositeRoute(ServiceMethod method) {
        return Metadata.route(method.route()).toBytes();
    }

    /** Routing metadata on its own, for connections that announced it. */
    static byte[] plainRoute(ServiceMethod method) {
        ByteBuf out = Unpooled.buffer();
        RoutingMetadata.encode(out, method.route());
        return ByteBufUtil.getBytes(out);
    }
}
