package dev.socle.messaging.codec;

import java.lang.reflect.Type;
import java.util.HashSet;
import tools.jackson.core.json.JsonFactory;

/** Describes types for those who look from outside, such as {@code socle inspect}. */
public final class Schemas {

    private static final JsonFactory NAMES = new JsonFactory();

    private Schemas() {}

    /**
     * The schema of a type, as {@link JsonCodec} and {@link CborCodec} read and write it.
     *
     * <p><b>Errors:</b> {@link CodecException} when the type cannot be part of a contract.
     */
    public static Schema of(Type type) {
        return new ContractScan(NAMES, false).require(type).schema(new HashSet<>());
    }
}
