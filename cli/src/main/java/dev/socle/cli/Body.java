package dev.socle.cli;

import dev.socle.messaging.codec.MimeType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a command sends: bytes, and what they are. */
final class Body {

    private static final int BYTES_MAX = 64 << 20;
    private static final byte[] NOTHING = {};

    private final byte[] bytes;
    private final MimeType type;

    private Body(byte[] bytes, MimeType type) {
        this.bytes = bytes;
        this.type = type;
    }

    /** The bytes that an argument stands for: nothing, its text, or for {@code -} what comes in. */
    static byte[] read(@Nullable String argument, InputStream in) {
        if (argument == null) {
            return NOTHING;
        }
        if (!argument.equals("-")) {
            return argument.getBytes(StandardCharsets.UTF_8);
        }
        try {
            byte[] read = in.readNBytes(BYTES_MAX + 1);
            if (read.length > BYTES_MAX) {
                throw CommandFailure.usage("standard input is over " + BYTES_MAX + " bytes: send it in parts");
            }
            return read;
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "standard input cannot be read: " + e.getMessage(), e);
        }
    }

    /** What keeps the bytes from being sent as a type; null when nothing does. */
    static @Nullable String fault(byte[] bytes, MimeType type) {
        boolean isChecked = type.equals(MimeType.JSON) || type.equals(MimeType.CBOR);
        return isChecked && bytes.length > 0 ? JsonText.fault(bytes) : null;
    }

    /** A body of bytes that have no {@link #fault}; CBOR is made of JSON. */
    static Body of(byte[] bytes, MimeType type) {
        boolean isConverted = type.equals(MimeType.CBOR) && bytes.length > 0;
        return new Body(isConverted ? JsonText.toCbor(bytes) : bytes, type);
    }

    byte[] bytes() {
        return bytes;
    }

    MimeType type() {
        return type;
    }
}
