package dev.socle.messaging.service;

import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.Setup;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From the metadata of a request to its route, without making a String of it: the metadata as a whole is looked up
 * first, as proxies send few different ones; what is not known is taken apart, and its route looked up.
 *
 * <p><b>Threading:</b> immutable.
 */
final class RouteTable {

    private final ByteTable<KnownMetadata> byMetadata;
    private final ByteTable<RouteEntry> byRoute;
    private final List<String> routes;

    RouteTable(List<RouteEntry> entries) {
        Map<ByteBuffer, KnownMetadata> known = new HashMap<>();
        Map<ByteBuffer, RouteEntry> named = new HashMap<>();
        for (RouteEntry entry : entries) {
            named.put(bytes(entry.method().route()), entry);
            addKnown(entry, known);
        }
        byMetadata = new ByteTable<>(known);
        byRoute = new ByteTable<>(named);
        routes = entries.stream().map(entry -> entry.method().route()).toList();
    }

    /**
     * The route of a request.
     *
     * <p><b>Errors:</b> {@link InteractionException}: NOT_FOUND for a route that is not there, INVALID for a request
     * that cannot be read.
     */
    BoundRoute find(MessageView message, Setup setup) {
        KnownMetadata known = byMetadata.find(message.buffer(), message.metadataIndex(), message.metadataLength());
        return known != null && known.fits(setup) ? known.bind(setup) : takeApart(message, setup);
    }

    private BoundRoute takeApart(MessageView message, Setup setup) {
        MimeType metadataType = setup.metadataMimeType();
        RequestMetadata metadata = RequestMetadata.read(message, metadataType);
        RouteEntry entry = byRoute.find(message.buffer(), metadata.routeIndex(), metadata.routeLength());
        if (entry == null) {
            throw notFound(
                    message.buffer().toString(metadata.routeIndex(), metadata.routeLength(), StandardCharsets.UTF_8));
        }
        MimeType dataType = metadata.dataType() == null ? setup.dataMimeType() : metadata.dataType();
        return entry.bind(dataType, metadata.accept(), metadataType.equals(MimeType.COMPOSITE_METADATA));
    }

    private InteractionException notFound(String route) {
        String near = NearName.of(route, routes);
        return Failures.answer(
                ErrorCode.NOT_FOUND,
                "No service answers to route " + Texts.quoted(route)
                        + (near == null ? "" : ": did you mean " + Texts.quoted(near) + "?"));
    }

    private static void addKnown(RouteEntry entry, Map<ByteBuffer, KnownMetadata> known) {
        ServiceMethod method = entry.method();
        MimeType composite = MimeType.COMPOSITE_METADATA;
        known.put(
                ByteBuffer.wrap(RouteMetadata.plainRoute(method)),
                new KnownMetadata(entry, MimeType.ROUTING, null, List.of()));
        known.put(
                ByteBuffer.wrap(RouteMetadata.compositeRoute(method)),
                new KnownMetadata(entry, composite, null, List.of()));
        for (MimeType type : entry.codecs().mimeTypes()) {
            known.put(
                    ByteBuffer.wrap(RouteMetadata.composite(method, type)),
                    new KnownMetadata(
                            entry,
                            composite,
                            RouteMetadata.dataType(method, type),
                            RouteMetadata.accept(method, type)));
        }
    }

    private static ByteBuffer bytes(String route) {
        return ByteBuffer.wrap(route.getBytes(StandardCharsets.US_ASCII));
    }
}
