package dev.socle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.MimeType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerTest {

    @Test
    void jsonComesOnOneLineWithItsSpelling() {
        assertThat(printed("{ \"a\" : [ 1.50 , 1e3 ],\n\t\"b\": \" x \\\" \" }", MimeType.JSON, false))
                .isEqualTo("{\"a\":[1.50,1e3],\"b\":\" x \\\" \"}\n");
    }

    @Test
    void whatIsNoJsonAlthoughItSaysSoIsShownAsItIs() {
        assertThat(printed("hello", MimeType.JSON, false)).isEqualTo("hello\n");
        assertThat(printed("hello", MimeType.JSON, true)).isEqualTo("\"hello\"\n");
    }

    @Test
    void cborIsShownAsJson() {
        byte[] cbor = JsonText.toCbor("{\"a\":[1,true,null,\"ä\"]}".getBytes(StandardCharsets.UTF_8));

        assertThat(printed(cbor, MimeType.CBOR, false)).isEqualTo("{\"a\":[1,true,null,\"ä\"]}\n");
    }

    @Test
    void brokenCborIsBytes() {
        assertThat(printed(new byte[] {(byte) 0x9F}, MimeType.CBOR, true)).isEqualTo("{\"base64\":\"nw==\"}\n");
    }

    @Test
    void bytesStayAsTheyAre() {
        byte[] bytes = {(byte) 0xFF, 0, '\n'};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Output output = new Output(out);

        new Answer(bytes, MimeType.BYTES).print(output, false);
        output.flush();

        assertThat(out.toByteArray()).isEqualTo(bytes);
        assertThat(printed(bytes, MimeType.BYTES, true)).isEqualTo("{\"base64\":\"/wAK\"}\n");
    }

    @Test
    void textEndsItsLineOnce() {
        assertThat(printed("a", MimeType.BYTES, false)).isEqualTo("a\n");
        assertThat(printed("a\n", MimeType.BYTES, false)).isEqualTo("a\n");
        assertThat(printed("", MimeType.BYTES, true)).isEqualTo("\"\"\n");
    }

    private static String printed(String text, MimeType type, boolean asJson) {
        return printed(text.getBytes(StandardCharsets.UTF_8), type, asJson);
    }

    private static String printed(byte[] bytes, MimeType type, boolean asJson) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Output output = new Output(out);
        new Answer(bytes, type).print(output, asJson);
        output.flush();
        return out.toString(StandardCharsets.UTF_8);
    }
}
