package dev.socle.messaging.codec;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * Metadata that says where a request goes: tags, of which the first is the route.
 *
 * <p><b>Errors:</b> {@link CodecException} for a tag that is cut off, above 255 bytes or not valid UTF-8.
 * <p><b>Source:</b> RSocket extensions, Routing.md.
 */
public final class RoutingMetadata {

    /** Most bytes of a route, as UTF-8. */
    public static final int ROUTE_BYTES_MAX = 255;

    private RoutingMetadata() {}

    /** Appends a route. */
    public static void encode(ByteBuf out, String route) {
        int length = Utf8.encodedLength(route, "route");
        if (length > ROUTE_BYTES_MAX) {
            throw CodecException.exceeds("route of " + length + " bytes", "the protocol's limit", ROUTE_BYTES_MAX);
        }
        out.writeByte(length);
        Utf8.encode(route, out, "route");
    }

    /**
     * The length of the route in bytes; its bytes begin at {@code index + 1}. They are not checked to be UTF-8: whoever
     * compares them with the bytes of a known route need not know.
     */
    public static int routeLength(ByteBuf in, int index, int length) {
        if (length < 1) {
            throw CodecException.malformed("routing metadata is empty; it needs a route");
        }
        int routeLength = in.getUnsignedByte(index);
        if (routeLength > length - 1) {
            throw CodecException.malformed(
                    "routing metadata is cut off: a tag says " + routeLength + " bytes, has " + (length - 1));
        }
        return routeLength;
    }

    /** The route. */
    public static String route(ByteBuf in, int index, int length) {
        return Utf8.decode(in, index + 1, routeLength(in, index, length), "route");
    }

    /** All tags, the route first. */
    public static List<String> tags(ByteBuf in, int index, int length) {
        List<String> tags = new ArrayList<>(1);
        int end = index + length;
        for (int next = index; next < end; ) {
            int tagLength = routeLength(in, next, end - next);
            tags.add(Utf8.decode(in, next + 1, tagLength, "routing tag"));
            next += 1 + tagLength;
        }
        return tags;
    }
}
