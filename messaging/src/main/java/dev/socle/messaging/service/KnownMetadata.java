package dev.socle.messaging.service;

import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.session.Setup;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the bytes of some metadata are known to mean, so that a request with just these bytes is not taken apart.
 *
 * <p><b>Threading:</b> any thread; formats are prepared by the first request that needs them.
 */
final class KnownMetadata {

    private final RouteEntry entry;
    private final MimeType metadataType;
    private final @Nullable MimeType dataType;
    private final List<MimeType> accept;
    /** By type of data. Limits: only types that are spoken have an entry, whatever clients announce. */
    private final Map<MimeType, BoundRoute> bound = new ConcurrentHashMap<>();

    /** @param dataType what the data is; null when that is left to the connection's set-up */
    KnownMetadata(RouteEntry entry, MimeType metadataType, @Nullable MimeType dataType, List<MimeType> accept) {
        this.entry = entry;
        this.metadataType = metadataType;
        this.dataType = dataType;
        this.accept = accept;
    }

    /** Whether the bytes mean it on a connection: they do not where metadata is something else. */
    boolean fits(Setup setup) {
        return metadataType.equals(setup.metadataMimeType());
    }

    /** The route for requests of this kind; errors as {@link RouteEntry#bind}. */
    BoundRoute bind(Setup setup) {
        MimeType type = dataType == null ? setup.dataMimeType() : dataType;
        BoundRoute known = bound.get(type);
        return known == null ? prepare(type) : known;
    }

    private BoundRoute prepare(MimeType type) {
        BoundRoute route = entry.bind(type, accept, metadataType.equals(MimeType.COMPOSITE_METADATA));
        if (type.equals(MimeType.BYTES) || entry.codecs().mimeTypes().contains(type)) {
            bound.put(type, route);
        }
        return route;
    }
}
