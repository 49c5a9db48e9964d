package dev.socle.messaging.codec;

import java.io.ByteArrayOutputStream;

/** Puts arrays together. */
final class ByteArrays {

    private ByteArrays() {}

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
