package dev.socle.transport;

/**
 * A text that a {@code ws} listener gives to browsers over plain HTTP.
 *
 * @param mediaType as HTTP names it, for example {@code text/html; charset=utf-8}
 * @param text the page itself; it is sent in UTF-8
 */
public record WebPage(String mediaType, String text) {

    public WebPage {
        if (mediaType.isEmpty() || mediaType.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException(
                    "mediaType: \"" + mediaType + "\" (expected: printable ASCII such as text/html)");
        }
    }
}
