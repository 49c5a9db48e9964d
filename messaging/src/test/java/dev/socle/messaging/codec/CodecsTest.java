package dev.socle.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.codec.CodecException.Reason;
import dev.socle.messaging.codec.Samples.Greet;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CodecsTest {

    @Test
    void defaultsSpeakFourFormats() {
        assertThat(Codecs.defaults().mimeTypes())
                .containsExactly(MimeType.JSON, MimeType.CBOR, MimeType.TEXT, MimeType.BYTES, MimeType.XDR);
        assertThat(Codecs.defaults().codec(MimeType.parse("Application/Json; charset=UTF-8")))
                .isInstanceOf(JsonCodec.class);
    }

    /** R8. */
    @Test
    void formatThatNobodySpeaksIsRefusedWithThoseThatAreSpoken() {
        assertThatThrownBy(() -> Codecs.defaults().codec(MimeType.parse("application/xml")))
                .isInstanceOfSatisfying(
                        CodecException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED_FORMAT))
                .hasMessage(
                        "no codec for MIME type application/xml (known: application/json, application/cbor, text/plain,"
                                + " application/octet-stream, application/vnd.socle.xdr)");
        assertThatThrownBy(() -> Codecs.defaults().codec(MimeType.parse("text/plain; charset=latin1")))
                .isInstanceOf(CodecException.class);
    }

    @Test
    void addedCodecTakesThePlaceOfItsFormat() {
        byte[] extra = "{\"name\":\"a\",\"x\":1}".getBytes(StandardCharsets.UTF_8);
        Codecs strict = Codecs.defaults().with(JsonCodec.of(CodecLimits.defaults(), true));

        assertThat(strict.mimeTypes()).isEqualTo(Codecs.defaults().mimeTypes());
        assertThatThrownBy(
                        () -> CodecContract.decode(strict.codec(MimeType.JSON).of(Greet.class), extra))
                .hasMessageContaining("\"x\" is unknown");
        assertThat(CodecContract.decode(Codecs.defaults().codec(MimeType.JSON).of(Greet.class), extra))
                .isEqualTo(new Greet("a"));
    }

    @Test
    void strictAndLimitsHoldForAll() {
        Codecs codecs = Codecs.of(CodecLimits.defaults().withMessageBytesMax(4), true);

        for (MimeType type : codecs.mimeTypes()) {
            Class<?> of = type.equals(MimeType.BYTES) ? byte[].class : String.class;
            assertThatThrownBy(() -> CodecContract.decode(codecs.codec(type).of(of), new byte[5]))
                    .hasMessageContaining("of 5 bytes exceeds messageBytesMax 4");
        }
    }

    @Test
    void limitOutsideItsBoundsIsRefusedByName() {
        assertThatThrownBy(() -> CodecLimits.defaults().withDepthMax(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("depthMax: 0 (expected: 1 to 500)");
    }
}
