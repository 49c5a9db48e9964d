package dev.socle.messaging.service;

import dev.socle.messaging.codec.AcceptMimeTypes;
import dev.socle.messaging.codec.CodecException;
import dev.socle.messaging.codec.CompositeMetadata;
import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.codec.MimeTypeMetadata;
import dev.socle.messaging.codec.RoutingMetadata;
import dev.socle.messaging.session.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of a request, taken apart: the slow way, for bytes that are not {@linkplain KnownMetadata known}.
 *
 * @param routeIndex where the route lies in the buffer
 * @param routeLength bytes of the route
 * @param dataType what the data is; null when the request does not say
 * @param accept what the answer should be, the most welcome first
 */
record RequestMetadata(
        int routeIndex, int routeLength, @Nullable MimeType dataType, List<MimeType> accept) {

    private static final String HOW = "send composite metadata with an entry of type " + MimeType.ROUTING;

    /**
     * Reads a request's metadata; of several entries of one type the first counts.
     *
     * <p><b>Errors:</b> INVALID when it has no route, or cannot be read.
     */
    static RequestMetadata read(MessageView message, MimeType metadataType) {
        try {
            if (metadataType.equals(MimeType.COMPOSITE_METADATA)) {
                return readComposite(message);
            }
            if (metadataType.equals(MimeType.ROUTING) && message.metadataLength() > 0) {
                int length = RoutingMetadata.routeLength(
                        message.buffer(), message.metadataIndex(), message.metadataLength());
                return new RequestMetadata(message.metadataIndex() + 1, length, null, List.of());
            }
        } catch (CodecException e) {
            throw Failures.answer(ErrorCode.INVALID, "Bad metadata: " + e.getMessage());
        }
        throw Failures.answer(
                ErrorCode.INVALID,
                "Request without a route: " + HOW + " (metadata of this connection is " + metadataType + ")");
    }

    private static RequestMetadata readComposite(MessageView message) {
        CompositeMetadata entry = new CompositeMetadata().wrap(message);
        int routeIndex = -1;
        int routeLength = 0;
        MimeType dataType = null;
        List<MimeType> accept = new ArrayList<>(0);
        while (entry.next()) {
            if (routeIndex < 0 && entry.is(MimeType.ROUTING)) {
                routeLength = RoutingMetadata.routeLength(entry.buffer(), entry.contentIndex(), entry.contentLength());
                routeIndex = entry.contentIndex() + 1;
            } else if (dataType == null && entry.is(MimeType.MIME_TYPE)) {
                dataType = MimeTypeMetadata.decode(entry.buffer(), entry.contentIndex(), entry.contentLength());
            } else if (accept.isEmpty() && entry.is(MimeType.ACCEPT_MIME_TYPES)) {
                accept = AcceptMimeTypes.decode(entry.buffer(), entry.contentIndex(), entry.contentLength());
            }
        }
        if (routeIndex < 0) {
            throw Failures.answer(ErrorCode.INVALID, "Request without a route: " + HOW);
        }
        return new RequestMetadata(routeIndex, routeLength, dataType, accept);
    }
}
