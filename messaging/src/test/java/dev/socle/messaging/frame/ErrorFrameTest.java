package dev.socle.messaging.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.CharBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ErrorFrameTest {

    @RegisterExtension
    final CountedBuffers buffers = new CountedBuffers();

    @Test
    void codesAreUnsigned() {
        ByteBuf frame = buffers.allocator.buffer();
        ErrorFrame.encode(frame, 1, 0xFFFFFFFE, "");
        assertThat(ErrorFrame.code(frame, 0, frame.writerIndex())).isEqualTo(0xFFFFFFFE);
        assertThat(ErrorFrame.text(frame, 0, frame.writerIndex())).isEmpty();
        frame.release();
    }

    @Test
    void textIsUtf8() {
        String text = "gr\u00fc\u00df \u4f60 \ud83d\ude00";
        ByteBuf frame = buffers.allocator.buffer();
        ErrorFrame.encode(frame, 1, 0x201, CharBuffer.wrap(text));
        assertThat(ErrorFrame.text(frame, 0, frame.writerIndex())).isEqualTo(text);
        frame.release();
    }

    @Test
    void whatIsNotUtf8IsReplaced() {
        ByteBuf frame = buffers.of(ByteBufUtil.decodeHexDump("000000012c0000000201" + "61ff62c3"));
        assertThat(ErrorFrame.text(frame, 0, frame.capacity())).isEqualTo("a\ufffdb\ufffd");
        frame.release();
    }

    @Test
    void halfACharacterIsSentAsAQuestionMark() {
        ByteBuf frame = buffers.allocator.buffer();
        ErrorFrame.encode(frame, 1, 0x201, "a\ud83d");
        assertThat(ErrorFrame.text(frame, 0, frame.writerIndex())).isEqualTo("a?");
        frame.release();
    }

    @Test
    void smallerEndGivesTheBeginningOfALongText() {
        ByteBuf frame = buffers.allocator.buffer();
        ErrorFrame.encode(frame, 1, 0x201, "a".repeat(5000));
        assertThat(ErrorFrame.text(frame, 0, ErrorFrame.TEXT + 10)).isEqualTo("aaaaaaaaaa");
        frame.release();
    }
}
