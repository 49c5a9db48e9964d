package dev.socle.messaging.interop;

/** The error of one stream: its code, as it stands in the frame, and its text. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    final int code;

    Refusal(int code, String text) {
        super(text);
        this.code = code;
    }
}
