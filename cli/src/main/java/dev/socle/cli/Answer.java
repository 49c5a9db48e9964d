package dev.socle.cli;

import dev.socle.messaging.codec.MimeType;
import java.util.Base64;

/** A message that came back: bytes, and what they are. */
final class Answer {

    private final byte[] bytes;
    private final MimeType type;

    Answer(byte[] bytes, MimeType type) {
        this.bytes = bytes;
        this.type = type;
    }

    /**
     * Prints it: JSON and CBOR as JSON on one line; text as it is, on a line; other bytes as they are.
     *
     * @param asJson whether what is not JSON is put into JSON: text as a string, other bytes as {@code {"base64":"…"}}
     */
    void print(Output out, boolean asJson) {
        byte[] json = json();
        if (json != null) {
            out.write(json);
            out.line("");
            return;
        }
        String text = JsonText.utf8(bytes);
        if (asJson) {
            out.line(
                    text != null
                            ? JsonText.quoted(text)
                            : "{\"base64\":\"" + Base64.getEncoder().encodeToString(bytes) + "\"}");
            return;
        }
        out.write(bytes);
        if (text != null && !text.endsWith("\n")) {
            out.line("");
        }
    }

    private byte @org.jspecify.annotations.Nullable [] json() {
        if (type.equals(MimeType.CBOR)) {
            return JsonText.ofCbor(bytes);
        }
        return type.equals(MimeType.JSON) || type.name().endsWith("+json") ? JsonText.compact(bytes) : null;
    }
}
