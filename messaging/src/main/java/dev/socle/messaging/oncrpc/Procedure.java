package dev.socle.messaging.oncrpc;

import dev.socle.messaging.codec.ValueCodec;
import dev.socle.messaging.service.ServiceMethod;

/**
 * One method of a program, read once.
 *
 * @param number within the program
 * @param arguments all arguments, in order
 * @param result an array of the result, or of nothing
 */
record Procedure(
        Program program,
        ServiceMethod method,
        int number,
        ValueCodec<Object[]> arguments,
        ValueCodec<Object[]> result) {

    /** The method and its numbers, for errors. */
    @Override
    public String toString() {
        return method + " (" + program + ", procedure " + Integer.toUnsignedString(number) + ")";
    }
}
