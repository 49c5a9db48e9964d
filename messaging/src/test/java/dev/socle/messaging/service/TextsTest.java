package dev.socle.messaging.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextsTest {

    @Test
    void keepsPlainText() {
        String text = "Grüße, Ada! \"x\" 日本";

        assertThat(Texts.printable(text, 100)).isSameAs(text);
    }

    @Test
    void escapesWhatSteersOrHides() {
        assertThat(Texts.printable("a\nb\u001b[31m\u202e\u0000\u2028", 100))
                .isEqualTo("a\\u000ab\\u001b[31m\\u202e\\u0000\\u2028");
    }

    @Test
    void cutsToTheLength() {
        assertThat(Texts.printable("x".repeat(513), 512)).hasSize(512).endsWith("x…");
        assertThat(Texts.printable("x".repeat(512), 512)).hasSize(512).endsWith("xx");
        assertThat(Texts.printable("\n".repeat(400), 512))
                .hasSizeLessThanOrEqualTo(512)
                .endsWith("\\u000a…");
        assertThat(Texts.quoted("r".repeat(100))).hasSize(66);
    }
}
