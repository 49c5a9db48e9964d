package dev.socle.messaging.codec;

import java.lang.reflect.Type;

/**
 * A format for the data of messages, such as JSON.
 *
 * <p><b>Threading:</b> immutable, and so are the value codecs it gives.
 */
public interface Codec {

    /** The format's name. */
    MimeType mimeType();

    /**
     * Reads and writes values of a type. All that is reflective happens here, once; ask when a service is made, not
     * for each call.
     *
     * <p><b>Errors:</b> {@link CodecException} with {@link CodecException.Reason#CONTRACT} when values of the type
     * cannot travel safely; it names every fault of the type.
     */
    <T> ValueCodec<T> of(Type type);

    /** Reads and writes values of a class. */
    default <T> ValueCodec<T> of(Class<T> type) {
        return of((Type) type);
    }
}
