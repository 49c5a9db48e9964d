package dev.socle.examples.ladder.blocking;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A message is four bytes of length, in network order, and so many bytes of UTF-8. The order has to be agreed on: two
 * machines that send an {@code int} as it lies in memory understand each other only while they are of one kind.
 */
public final class LengthMessages {

    /** A length is a claim of the other side: without a limit it would decide how much memory this side takes. */
    public static final int BYTES_MAX = 64 * 1024;

    private LengthMessages() {}

    /** Length and bytes in one piece, for one {@code write}: two would be two segments, and a pause between them. */
    public static byte[] framed(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        check(bytes.length);
        return ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(framed(text));
    }

    /** Waits for all of a message: a {@code read} returns what is there, which may be a part of it. */
    static String read(DataInputStream in) throws IOException {
        int length = in.readInt();
        check(length);
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended after " + bytes.length + " of " + length + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Refuses a length that no message of this step has. */
    public static void check(int length) throws IOException {
        if (length < 0 || length > BYTES_MAX) {
            throw new IOException(
                    "message of " + Integer.toUnsignedString(length) + " bytes (expected: at most " + BYTES_MAX + ")");
        }
    }
}
