package dev.socle.messaging.frame.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.frame.raw.MalformedBytesException.Reason;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LineFramingTest extends RawFramingContract {

    /** One to four bytes in UTF-8 each, and CR, which is a character like any other within a line. */
    private static final String[] CHARACTERS = {"a", "é", "€", "😀", "\ra"};

    @Override
    RawFraming framing() {
        return new LineFraming(400);
    }

    @Override
    byte[] message(Random random) {
        StringBuilder line = new StringBuilder();
        for (int i = random.nextInt(random.nextInt(40) == 0 ? 80 : 6); i > 0; i--) {
            line.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return utf8(line.toString());
    }

    @Test
    void lfAndCrLfEndALineWhereverTheStreamIsCut() {
        byte[] stream = utf8("é\r\n\n\r\r\na\rb\n\r\n");
        for (int cut = 0; cut <= stream.length; cut++) {
            seen.clear();
            RawCutter cutter = cutter(framing());
            feed(cutter, Arrays.copyOf(stream, cut));
            feed(cutter, Arrays.copyOfRange(stream, cut, stream.length));
            cutter.finish();

            assertThat(seen).isEqualTo(hex("é", "", "\r", "a\rb", ""));
        }
    }

    @Test
    void limitCountsTheLineAndNotItsEnd() {
        RawFraming four = new LineFraming(4);
        for (String fits : List.of("abcd\n", "abcd\r\n", "\r\r\r\r\n")) {
            seen.clear();
            RawCutter cutter = cutter(four);
            for (byte each : utf8(fits)) {
                feed(cutter, each);
            }
            feed(cutter, utf8(fits));
            assertThat(seen).hasSize(2);
        }
        for (String tooLong : List.of("abcde\n", "abcde", "abcd\r\r", "abcd\re", "abcde\r\n")) {
            assertTooLong(four, tooLong, tooLong.length());
            assertTooLong(four, tooLong, 1);
        }
    }

    @Test
    void lineThatTheReaderWouldCutElsewhereIsNotWritten() {
        assertThatThrownBy(() -> framed(framing(), utf8("a\nb")))
                .hasMessage("line has LF at byte 1, where the reader would cut it");
        assertThatThrownBy(() -> framed(framing(), utf8("a\r"))).hasMessageStartingWith("line ends in CR");
        assertThatThrownBy(() -> framed(new LineFraming(2), utf8("abc")))
                .hasMessage("line of 3 bytes exceeds lengthMax 2");
    }

    private void assertTooLong(RawFraming framing, String text, int step) {
        seen.clear();
        RawCutter cutter = cutter(framing);
        byte[] bytes = utf8(text);
        assertThatThrownBy(() -> {
                    for (int at = 0; at < bytes.length; at += step) {
                        feed(cutter, Arrays.copyOfRange(bytes, at, at + step));
                    }
                })
                .isInstanceOfSatisfying(
                        MalformedBytesException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LONG))
                .hasMessageStartingWith("Line of more than 4 bytes exceeds lengthMax 4");
        assertThat(seen).isEmpty();
    }

    private static List<String> hex(String... lines) {
        return Arrays.stream(lines).map(line -> ByteBufUtil.hexDump(utf8(line))).toList();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
