package dev.socle.messaging.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 that is valid or refused. Replacing bad bytes would map different bytes to one text, and with it one route or
 * name to another.
 */
final class Utf8 {

    private Utf8() {}

    static String decode(ByteBuf in, int index, int length, String what) {
        if (in.hasArray()) {
            return decode(in.array(), in.arrayOffset() + index, length, what);
        }
        byte[] bytes = Scratch.take(length);
        try {
            in.getBytes(index, bytes, 0, length);
            return decode(bytes, 0, length, what);
        } finally {
            Scratch.giveBack(bytes);
        }
    }

    /** Bytes of a text, at most four for each character pair. */
    static int encodedLength(CharSequence text, String what) {
        requireWholePairs(text, what);
        return ByteBufUtil.utf8Bytes(text);
    }

    static void encode(CharSequence text, ByteBuf out, String what) {
        requireWholePairs(text, what);
        ByteBufUtil.writeUtf8(out, text);
    }

    /** Where the first byte of an invalid sequence lies; {@code to} when all is valid. */
    static int firstInvalid(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int length = bytes[at] >= 0 ? 1 : sequenceLength(bytes, at, to);
            if (length == 0) {
                return at;
            }
            at += length;
        }
        return to;
    }

    /**
     * Bytes of the sequence that begins with a byte outside ASCII; 0 when it is invalid: cut off, longer than needed,
     * half a surrogate pair, or above U+10FFFF.
     *
     * <p><b>Source:</b> The Unicode Standard, table 3-7.
     */
    static int sequenceLength(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        if (lead < 0xC2 || lead > 0xF4) {
            return 0;
        }
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (length > to - at) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        int min = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int max = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < min || second > max) {
            return 0;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    private static String decode(byte[] bytes, int offset, int length, String what) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        // The JDK's fast path replaces what is invalid; only a text with that mark needs the slow, strict look.
        if (text.indexOf('\uFFFD') >= 0) {
            int invalid = firstInvalid(bytes, offset, offset + length);
            if (invalid < offset + length) {
                throw CodecException.malformed(what + " is not valid UTF-8 at byte " + (invalid - offset));
            }
        }
        return text;
    }

    static void requireWholePairs(CharSequence text, String what) {
        for (int i = 0, length = text.length(); i < length; i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair =
                        Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw CodecException.malformed(
                            what + " has half a surrogate pair at character " + i + ", which UTF-8 cannot carry");
                }
                i++;
            }
        }
    }
}
