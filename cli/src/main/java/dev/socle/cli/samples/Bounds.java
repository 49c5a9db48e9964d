package dev.socle.cli.samples;

import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;

/** Refuses figures that make no sense, by the name of their field. */
final class Bounds {

    private Bounds() {}

    static void require(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw InteractionException.of(
                    ErrorCode.INVALID, field + ": " + value + " (expected: " + min + " to " + max + ")");
        }
    }
}
