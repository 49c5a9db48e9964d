package dev.socle.messaging.codec;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that travel as one byte.
 *
 * <p><b>Source:</b> RSocket extensions, WellKnownMimeTypes.md.
 */
final class WellKnownMimeTypes {

    /** The names of the ids from 0x00 on. */
    private static final String FROM_00 = """
            application/avro application/cbor application/graphql application/gzip
            application/javascript application/json application/octet-stream application/pdf
            application/vnd.apache.thrift.binary application/vnd.google.protobuf application/xml application/zip
            audio/aac audio/mp3 audio/mp4 audio/mpeg3 audio/mpeg audio/ogg audio/opus audio/vorbis
            image/bmp image/gif image/heic-sequence image/heic image/heif-sequence image/heif image/jpeg
            image/png image/tiff multipart/mixed text/css text/csv text/html text/plain text/xml
            video/H264 video/H265 video/VP8
            application/x-hessian application/x-java-object application/cloudevents+json
            application/x-capnp application/x-flatbuffers
            """;

    /** The names of the ids from 0x7A on; what lies between is kept for later. */
    private static final String FROM_7A = """
            message/x.rsocket.mime-type.v0 message/x.rsocket.accept-mime-types.v0
            message/x.rsocket.authentication.v0 message/x.rsocket.tracing-zipkin.v0
            message/x.rsocket.routing.v0 message/x.rsocket.composite-metadata.v0
            """;

    private static final @Nullable String[] NAMES = new String[128];
    private static final Map<String, Integer> IDS = new HashMap<>();

    static {
        fill(0x00, FROM_00);
        fill(0x7A, FROM_7A);
    }

    private WellKnownMimeTypes() {}

    /** The id of a name in lower case, or −1. */
    static int idOf(String name) {
        return IDS.getOrDefault(name, -1);
    }

    static @Nullable String nameOf(int id) {
        return id >= 0 && id < NAMES.length ? NAMES[id] : null;
    }

    static String require(int id) {
        String name = nameOf(id);
        if (name == null) {
            throw new IllegalArgumentException("MIME id: " + id + " (expected: one that the protocol names)");
        }
        return name;
    }

    private static void fill(int firstId, String names) {
        int id = firstId;
        for (String name : names.strip().split("\\s+", -1)) {
            IDS.put(name.toLowerCase(Locale.ROOT), id);
            NAMES[id++] = name;
        }
    }
}
