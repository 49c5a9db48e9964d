package dev.socle.messaging.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The known bytes, written and read, whole and cut short. */
final class GoldenFrameTest {

    @RegisterExtension
    final CountedBuffers buffers = new CountedBuffers();

    static List<GoldenFrame> golden() {
        return GoldenFrame.ALL;
    }

    @ParameterizedTest
    @MethodSource("golden")
    void encodesToTheKnownBytes(GoldenFrame golden) {
        ByteBuf out = buffers.allocator.buffer().writeByte(0xEE);
        int prefixAt = FrameHeader.beginPrefix(out);
        golden.encode().accept(out);
        FrameHeader.endPrefix(out, prefixAt);

        assertThat(prefixAt).isEqualTo(1);
        assertThat(ByteBufUtil.hexDump(out.skipBytes(1))).isEqualTo(golden.hex());
        out.release();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void decodesFromTheKnownBytes(GoldenFrame golden) {
        ByteBuf frame = buffers.of(golden.withLength());
        int at = FrameHeader.PREFIX_BYTES;

        assertThat(FrameHeader.length(frame, 0)).isEqualTo(frame.capacity() - at);
        assertThat(AnyFrame.read(frame, at, frame.capacity())).isEqualTo(golden.said());
        assertThat(frame.readerIndex()).isZero();
        frame.release();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void cutShortItStillDecodesOrIsMalformed(GoldenFrame golden) {
        byte[] whole = golden.bytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] bytes = Arrays.copyOf(whole, length);
            ByteBuf exact = buffers.of(bytes);
            ByteBuf amidst = buffers.of(golden.bytes());
            String seen = readOrReason(exact, length);
            // The end decides, not what lies behind it.
            assertThat(readOrReason(amidst, length)).isEqualTo(seen);
            exact.release();
            amidst.release();
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void bytesBehindTheFieldsAreToleratedOrBelongToTheFrame(GoldenFrame golden) {
        byte[] longer = Arrays.copyOf(golden.bytes(), golden.bytes().length + 5);
        ByteBuf frame = buffers.of(longer);
        assertThatCode(() -> AnyFrame.read(frame, 0, longer.length)).doesNotThrowAnyException();
        frame.release();
    }

    static String readOrReason(ByteBuf frame, int end) {
        try {
            return AnyFrame.read(frame, 0, end);
        } catch (MalformedFrameException malformed) {
            return malformed.getMessage();
        }
    }
}
