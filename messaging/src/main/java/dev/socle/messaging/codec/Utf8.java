package dev.socle.messaging.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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
        return decode(Scratch.copy(in, index, length), 0, length, what);
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

    private static String decode(byte[] bytes, int offset, int length, String what) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        // The JDK's fast path replaces what is invalid; only a text with that mark needs the slow, strict look.
        if (text.indexOf('\uFFFD') >= 0) {
            requireValid(bytes, offset, length, what);
        }
        return text;
    }

    private static void requireValid(byte[] bytes, int offset, int length, String what) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
        } catch (CharacterCodingException e) {
            throw CodecException.malformed(what + " of " + length + " bytes is not valid UTF-8");
        }
    }

    private static void requireWholePairs(CharSequence text, String what) {
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
