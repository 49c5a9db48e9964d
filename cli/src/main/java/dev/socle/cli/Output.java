package dev.socle.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes what it found. Whoever reads it may go away, as {@code head} does: the next write then throws
 * {@link Closed}, which ends the command in silence.
 *
 * <p><b>Threading:</b> one thread at a time; a slow reader blocks it.
 */
final class Output {

    private final OutputStream out;

    Output(OutputStream out) {
        this.out = new BufferedOutputStream(out, 8192);
    }

    /** Nobody reads any more. */
    static final class Closed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Closed(IOException cause) {
            super(cause);
        }
    }

    /** A line in UTF-8; it may wait in the buffer until {@link #flush}. */
    void line(String text) {
        write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes as they are. */
    void write(byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new Closed(e);
        }
    }

    /** A line that the reader sees at once. */
    void say(String text) {
        line(text);
        flush();
    }

    void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new Closed(e);
        }
    }

    /** The same as a stream, for those who print on their own. */
    OutputStream asStream() {
        return out;
    }
}
