package dev.socle.examples.ladder.lines;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of UTF-8 that end with LF or CRLF: good for people and scripts, bad for text that has line ends in it. */
final class Lines {

    private static final int BYTES_MAX = 64 * 1024;

    private Lines() {}

    static byte[] line(String text) throws IOException {
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            throw new IOException("a line cannot have a line end in it: send two, or use a length");
        }
        byte[] bytes = (text + '\n').getBytes(StandardCharsets.UTF_8);
        if (bytes.length > BYTES_MAX) {
            throw tooLong();
        }
        return bytes;
    }

    /** The next line, or null at the end. A line without an end counts for nothing: its sender broke off in it. */
    static @Nullable String read(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                String text = line.toString(StandardCharsets.UTF_8);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            if (line.size() == BYTES_MAX) {
                throw tooLong();
            }
            line.write(b);
        }
        return null;
    }

    private static IOException tooLong() {
        return new IOException("line of more than " + BYTES_MAX + " bytes");
    }
}
