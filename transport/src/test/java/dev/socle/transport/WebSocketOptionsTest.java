package dev.socle.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WebSocketOptionsTest {

    private static final WebSocketOptions DEFAULTS = WebSocketOptions.defaults();

    @Test
    void defaultsAreThoseThatTheirDocumentationNames() {
        assertThat(DEFAULTS)
                .isEqualTo(new WebSocketOptions(Set.of(), Set.of(), 4_194_304, Duration.ofSeconds(5), Map.of()));
    }

    @Test
    void eachCopyChangesWhatItNamesOnly() {
        WebPage page = new WebPage("text/plain", "hello");
        assertThat(DEFAULTS.withOrigins(Set.of("https://a.example"))
                        .withHosts(Set.of("b.example"))
                        .withMessageBytesMax(7)
                        .withHandshakeTimeout(Duration.ofSeconds(1))
                        .withPages(Map.of("/", page)))
                .isEqualTo(new WebSocketOptions(
                        Set.of("https://a.example"), Set.of("b.example"), 7, Duration.ofSeconds(1), Map.of("/", page)));
    }

    @Test
    void senselessValuesAreRefusedByName() {
        assertRefused("origins", () -> DEFAULTS.withOrigins(Set.of("a.example")));
        assertRefused("origins", () -> DEFAULTS.withOrigins(Set.of("https://a.example/page")));
        assertRefused("hosts", () -> DEFAULTS.withHosts(Set.of("a.example:80")));
        assertRefused("messageBytesMax", () -> DEFAULTS.withMessageBytesMax(0));
        assertRefused("messageBytesMax", () -> DEFAULTS.withMessageBytesMax(0x1000000));
        assertRefused("handshakeTimeout", () -> DEFAULTS.withHandshakeTimeout(Duration.ZERO));
        assertRefused("pages", () -> DEFAULTS.withPages(Map.of("page", new WebPage("text/plain", ""))));
        assertRefused("mediaType", () -> new WebPage("text/plain\r\nX: y", ""));
    }

    private static void assertRefused(String name, Runnable change) {
        assertThatThrownBy(change::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("(expected: ");
    }
}
