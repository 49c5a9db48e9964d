package dev.socle.messaging.codec;

/**
 * Refuses CBOR whose text is not valid UTF-8, and strings that claim more bytes than there are.
 *
 * <p>Items follow each other without gaps, and only strings have a body of their own, so that one flat pass sees them
 * all; whatever else is wrong is left to the parser.
 *
 * <p><b>Source:</b> RFC 8949, section 3.
 */
final class CborText {

    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int INDEFINITE = 31;

    private CborText() {}

    static void require(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int major = (bytes[at] & 0xFF) >> 5;
            int info = bytes[at] & 0x1F;
            int argumentBytes = info < 24 || info == INDEFINITE ? 0 : info < 28 ? 1 << (info - 24) : -1;
            int body = at + 1 + argumentBytes;
            if (argumentBytes < 0 || body > to) {
                return;
            }
            if ((major == BYTES || major == TEXT) && info != INDEFINITE) {
                long length = argumentBytes == 0 ? info : unsigned(bytes, at + 1, argumentBytes);
                if (length < 0 || length > to - body) {
                    throw CodecException.malformed("CBOR is cut off: the string at byte " + (at - from) + " says "
                            + Long.toUnsignedString(length) + " bytes, has " + (to - body));
                }
                if (major == TEXT) {
                    requireUtf8(bytes, body, body + (int) length, from);
                }
                body += (int) length;
            }
            at = body;
        }
    }

    private static long unsigned(byte[] bytes, int at, int count) {
        long value = 0;
        for (int i = at; i < at + count; i++) {
            value = value << 8 | (bytes[i] & 0xFF);
        }
        return value;
    }

    private static void requireUtf8(byte[] bytes, int start, int end, int from) {
        int invalid = Utf8.firstInvalid(bytes, start, end);
        if (invalid < end) {
            throw CodecException.malformed("CBOR is not valid UTF-8 at byte " + (invalid - from));
        }
    }
}
