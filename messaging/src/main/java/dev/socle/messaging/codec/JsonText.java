package dev.socle.messaging.codec;

/** Refuses JSON whose text is not valid: bad UTF-8, or an escape that stands for half a surrogate pair. */
final class JsonText {

    private JsonText() {}

    static void require(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            byte b = bytes[at];
            if (b == '\\') {
                at = afterEscape(bytes, at, to, from);
            } else if (b >= 0) {
                at++;
            } else {
                int length = Utf8.sequenceLength(bytes, at, to);
                if (length == 0) {
                    throw CodecException.malformed("JSON is not valid UTF-8 at byte " + (at - from));
                }
                at += length;
            }
        }
    }

    // A backslash stands in strings only; anywhere else the parser refuses it.
    private static int afterEscape(byte[] bytes, int at, int to, int from) {
        int unit = unitAt(bytes, at, to);
        if (unit < 0) {
            return at + 2;
        }
        if (!Character.isSurrogate((char) unit)) {
            return at + 6;
        }
        int next = unitAt(bytes, at + 6, to);
        if (next < 0 || !Character.isSurrogatePair((char) unit, (char) next)) {
            throw CodecException.malformed("JSON has half a surrogate pair at byte " + (at - from));
        }
        return at + 12;
    }

    /** What an escape of the form backslash, u, four hex digits stands for; −1 where there is none. */
    private static int unitAt(byte[] bytes, int at, int to) {
        if (at + 6 > to || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
