package dev.socle.messaging.codec;

/**
 * Text in UTF-8, which RFC 4506 calls ASCII and everybody sends as UTF-8: its length in bytes, the bytes, and zeroes up
 * to a multiple of four.
 *
 * <p><b>Source:</b> RFC 4506, section 4.11.
 */
final class XdrTextShape extends XdrShape {

    private final int max;

    XdrTextShape(int max) {
        this.max = max;
    }

    @Override
    Object read(XdrReader in) {
        return in.readText(in.readCount(max, "bytes"));
    }

    @Override
    void writeValue(Object value, XdrWriter out) {
        String text = (String) value;
        int length = Utf8.encodedLength(text, "text");
        if (length > max) {
            throw XdrReader.limit(length + " bytes", "its maximum", max);
        }
        out.writeInt(length);
        out.writeText(text, length);
    }

    @Override
    long bytesMin() {
        return 4;
    }

    @Override
    String expected() {
        return "string";
    }
}
