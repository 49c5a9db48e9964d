package dev.socle.examples.ladder.representation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A record that shows what formats differ in: numbers of two sizes, a fraction and a text. */
public record Reading(int sensor, long atMillis, double celsius, String place) {

    private static final int PLACE_BYTES = 16;

    /**
     * As a C program leaves a struct in memory: {@code int} and four bytes of padding, {@code long}, {@code double} and
     * {@code char[16]}, in this machine's order. Another compiler, another processor, another layout.
     */
    byte[] inMemory() {
        ByteBuffer struct = ByteBuffer.allocate(2 * Long.BYTES + Double.BYTES + PLACE_BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(0, sensor)
                .putLong(Long.BYTES, atMillis)
                .putDouble(2 * Long.BYTES, celsius);
        byte[] text = place.getBytes(StandardCharsets.US_ASCII);
        if (text.length >= PLACE_BYTES) {
            throw new IllegalArgumentException("place: " + text.length + " bytes (expected: less than " + PLACE_BYTES
                    + ", as the last is a zero)");
        }
        struct.put(3 * Long.BYTES, text);
        return struct.array();
    }
}
