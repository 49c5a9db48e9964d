package dev.socle.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.lang.reflect.Type;
import java.nio.CharBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextCodecTest implements CodecContract {

    @Override
    public Codec codec(CodecLimits limits) {
        return TextCodec.of(limits);
    }

    @Override
    public MimeType expectedType() {
        return MimeType.TEXT;
    }

    @Override
    public Type type() {
        return String.class;
    }

    @Override
    public List<Object> samples() {
        return List.of("sixteen or more bytes", "", "\u0000", "\ufffd", "\u00e4\u20ac\ud83d\ude00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "c080", "eda080", "f4908080", "e282", "61ff"})
    void bytesThatAreNotUtf8AreRefused(String hex) {
        assertThatThrownBy(() -> CodecContract.decode(values(), ByteBufUtil.decodeHexDump(hex)))
                .isInstanceOf(CodecException.class)
                .hasMessageMatching("text is not valid UTF-8 at byte [01]");
    }

    @Test
    void halfASurrogatePairIsNotWritten() {
        ByteBuf out = Unpooled.buffer();

        assertThatThrownBy(() -> values().encode("ab\ud83dc", out)).hasMessageContaining("at character 2");
        assertThatThrownBy(() -> values().encode("\ude00", out)).isInstanceOf(CodecException.class);
        assertThat(out.writerIndex()).isZero();
    }

    @Test
    void anyCharSequenceIsWritten() {
        ByteBuf out = Unpooled.buffer();
        codec(CodecLimits.defaults()).of(CharSequence.class).encode(CharBuffer.wrap("\u00e4"), out);

        assertThat(ByteBufUtil.hexDump(out)).isEqualTo("c3a4");
    }
}
