package dev.socle.messaging.frame;

import io.netty.buffer.ByteBuf;

/** The fields of variable length that SETUP and RESUME have; reading never goes past the end of the frame. */
final class VariableFields {

    static final int UNSIGNED_SHORT_MAX = 0xFFFF;

    private static final int TOKEN_LENGTH_BYTES = 2;

    private VariableFields() {}

    /** The index after a field, when all of it lies in the frame. */
    static int fieldEnd(int type, String field, int at, int index, int length, int end) {
        if (length > end - index) {
            throw MalformedFrameException.beyondEnd(type, field, index - at, length, end - index);
        }
        return index + length;
    }

    /** The index after a resume token, whose length stands before it. */
    static int tokenEnd(ByteBuf frame, int type, int at, int lengthAt, int end) {
        int tokenAt = fieldEnd(type, "token length", at, lengthAt, TOKEN_LENGTH_BYTES, end);
        return fieldEnd(type, "resume token", at, tokenAt, frame.getUnsignedShort(lengthAt), end);
    }

    static byte[] token(ByteBuf frame, int lengthAt, int tokenEnd) {
        byte[] token = new byte[tokenEnd - lengthAt - TOKEN_LENGTH_BYTES];
        frame.getBytes(lengthAt + TOKEN_LENGTH_BYTES, token);
        return token;
    }

    static void writeToken(ByteBuf out, byte[] token) {
        out.writeShort(token.length);
        out.writeBytes(token);
    }

    static void check(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + min + " to " + max + ")");
        }
    }
}
