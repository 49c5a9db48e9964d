package dev.socle.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.codec.Samples.Greet;
import dev.socle.messaging.codec.Samples.GreetMany;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecTest implements RecordCodecContract, HostileMessageContract {

    @Override
    public Codec codec(CodecLimits limits, boolean strict) {
        return JsonCodec.of(limits, strict);
    }

    @Override
    public MimeType expectedType() {
        return MimeType.JSON;
    }

    @Override
    public byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void recordHasTheGoldenBytes() {
        ByteBuf out = Unpooled.buffer();
        ValueCodec<GreetMany> values = codec(CodecLimits.defaults()).of(GreetMany.class);

        values.encode(new GreetMany("Ada", 3), out);
        values.encode(new GreetMany("\u00c4\ud83d\ude00", -1), out);

        // One message after the other, nothing between them.
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"name\":\"Ada\",\"count\":3}{\"name\":\"\u00c4\ud83d\ude00\",\"count\":-1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"a\"",
                "{\"name\":\"a\",}",
                "{'name':\"a\"}",
                "{name:\"a\"}",
                "{\"name\":\"a\"}/**/",
                "\ufeff[",
                "{\"name\":\"a\u0001\"}",
                "{\"name\" \"a\"}",
                "\u0000",
                "{\"name\":\"\\x\"}",
                "{\"x\":NaN}",
                "{\"x\":01}",
                "{\"x\":+1}",
                "{\"x\":.5}",
                "{\"x\":1.}",
                "{\"x\":0x1}",
                "nul",
                "}",
                "{\"name\":\"\\u12g4\"}"
            })
    void textThatIsNoJsonIsRefusedWithItsPlace(String json) {
        ValueCodec<Greet> values = codec(CodecLimits.defaults()).of(Greet.class);

        assertThatThrownBy(() -> decode(values, json))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("JSON of Greet")
                .hasNoCause();
    }

    @Test
    void malformedTextIsNamedByItsByte() {
        assertThatThrownBy(() -> decode(codec(CodecLimits.defaults()).of(Greet.class), "{\"name\":s3cret}"))
                .hasMessageMatching("JSON of Greet is malformed at byte \\d+");
    }

    @Test
    void otherEncodingsAreNotGuessed() {
        byte[] utf16 = "{\"name\":\"Ada\"}".getBytes(StandardCharsets.UTF_16BE);

        assertThatThrownBy(
                        () -> CodecContract.decode(codec(CodecLimits.defaults()).of(Greet.class), utf16))
                .isInstanceOf(CodecException.class);
    }

    /** R10: half a pair written as an escape. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"\\ud83d\"}", "{\"name\":\"\\ude00\"}", "{\"name\":\"\\ud83d\\ud83d\"}",
                "{\"name\":\"\\ud83dx\"}", "{\"name\":\"\\\\\\uD83D\"}", "{\"\\ud83d\":1,\"name\":\"\"}"
            })
    void halfASurrogatePairIsRefused(String json) {
        assertThatThrownBy(() -> decode(codec(CodecLimits.defaults()).of(Greet.class), json))
                .hasMessageContaining("half a surrogate pair");
    }

    @Test
    void wholeSurrogatePairAndEscapedBackslashAreRead() {
        ValueCodec<Greet> values = codec(CodecLimits.defaults()).of(Greet.class);

        assertThat(decode(values, "{\"name\":\"\\uD83D\\ude00\"}")).isEqualTo(new Greet("\ud83d\ude00"));
        assertThat(decode(values, "{\"name\":\"\\\\ud83d\"}")).isEqualTo(new Greet("\\ud83d"));
    }

    @Override
    public byte[] nested(int depth) {
        return "[".repeat(depth).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] greetWithName(byte[] utf8) {
        return ByteArrays.concat(
                "{\"name\":\"".getBytes(StandardCharsets.US_ASCII), utf8, "\"}".getBytes(StandardCharsets.US_ASCII));
    }
}
