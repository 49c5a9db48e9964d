package dev.socle.messaging.codec;

/**
 * Bytes that mean nothing to XDR: their number unless it is fixed, the bytes, and zeroes up to a multiple of four.
 *
 * <p><b>Source:</b> RFC 4506, sections 4.9 and 4.10.
 */
final class XdrOpaqueShape extends XdrShape {

    private final boolean isFixed;
    private final int count;

    /** Bytes of exactly this number, or of at most this number. */
    XdrOpaqueShape(boolean isFixed, int count) {
        this.isFixed = isFixed;
        this.count = count;
    }

    @Override
    Object read(XdrReader in) {
        return in.readBytes(isFixed ? count : in.readCount(count, "bytes"));
    }

    @Override
    void writeValue(Object value, XdrWriter out) {
        byte[] bytes = (byte[]) value;
        if (!isFixed) {
            if (bytes.length > count) {
                throw XdrReader.limit(bytes.length + " bytes", "its maximum", count);
            }
            out.writeInt(bytes.length);
        } else if (bytes.length != count) {
            throw ValueFault.mismatch("has " + bytes.length + " bytes (expected: exactly " + count + ")");
        }
        out.writeBytes(bytes);
    }

    @Override
    long bytesMin() {
        return isFixed ? Math.min(XdrReader.padded(count), Integer.MAX_VALUE) : 4;
    }

    @Override
    String expected() {
        return "opaque";
    }
}
