package dev.socle.messaging.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class FrameHeaderTest {

    @RegisterExtension
    final CountedBuffers buffers = new CountedBuffers();

    @Test
    void flagsAreFoundByMasking() {
        ByteBuf frame = buffers.allocator.buffer();
        FrameHeader.encode(frame, 1, FrameType.PAYLOAD, FrameHeader.NEXT | FrameHeader.COMPLETE);
        int typeAndFlags = FrameHeader.typeAndFlags(frame, 0);

        assertThat(FrameHeader.type(typeAndFlags)).isEqualTo(FrameType.PAYLOAD);
        assertThat(typeAndFlags & FrameHeader.NEXT).isNotZero();
        assertThat(typeAndFlags & FrameHeader.COMPLETE).isNotZero();
        assertThat(typeAndFlags & FrameHeader.FOLLOWS).isZero();
        assertThat(typeAndFlags & FrameHeader.METADATA).isZero();
        assertThat(typeAndFlags & FrameHeader.IGNORE).isZero();
        frame.release();
    }

    @Test
    void streamIdWithTheReservedBitIsNegative() {
        ByteBuf frame = buffers.of(ByteBufUtil.decodeHexDump("800000012400"));
        assertThat(FrameHeader.streamId(frame, 0)).isNegative();
        frame.release();
    }

    @Test
    void streamIdIsGivenLater() {
        ByteBuf frame = buffers.allocator.buffer();
        int prefixAt = FrameHeader.beginPrefix(frame);
        CancelFrame.encode(frame, 0);
        FrameHeader.endPrefix(frame, prefixAt);
        FrameHeader.patchStreamId(frame, prefixAt + FrameHeader.PREFIX_BYTES, 5);

        assertThat(ByteBufUtil.hexDump(frame)).isEqualTo("000006000000052400");
        frame.release();
    }

    @Test
    void lengthCountsBytesThatAreSentFromElsewhere() {
        ByteBuf frame = buffers.allocator.buffer();
        int prefixAt = FrameHeader.beginPrefix(frame);
        PayloadFrame.encodeHeader(frame, 1, FrameHeader.NEXT);
        FrameHeader.endPrefix(frame, prefixAt, 100_000);
        assertThat(FrameHeader.length(frame, prefixAt)).isEqualTo(100_006);
        assertThatThrownBy(() -> FrameHeader.endPrefix(frame, prefixAt, Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
        frame.release();
    }

    @Test
    void lengthsAboveTheFormatAreRefused() {
        int longest = FrameHeader.LENGTH_MAX;
        ByteBuf out = buffers.allocator.buffer(longest + 16);
        int prefixAt = FrameHeader.beginPrefix(out);
        out.writerIndex(prefixAt + FrameHeader.PREFIX_BYTES + longest);
        FrameHeader.endPrefix(out, prefixAt);
        assertThat(FrameHeader.length(out, prefixAt)).isEqualTo(longest);

        out.writeByte(0);
        assertThatThrownBy(() -> FrameHeader.endPrefix(out, prefixAt))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("length of the frame: 16777216 (expected: at most 16777215)");
        assertThatThrownBy(() -> Body.endMetadata(out, prefixAt))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("length of the metadata: 16777216 (expected: at most 16777215)");
        out.release();
    }

    @Test
    void lengthIsCheckedForTransportsThatKeepMessagesWhole() {
        FrameHeader.checkLength(6, 10);
        FrameHeader.checkLength(10, 10);
        assertThatThrownBy(() -> FrameHeader.checkLength(5, 10))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage("Frame of 5 bytes is shorter than its header (expected: at least 6)");
        assertThatThrownBy(() -> FrameHeader.checkLength(11, 10))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("Frame of 11 bytes exceeds frameLengthMax 10");
    }

    @Test
    void fieldsThatTheFormatCannotHoldAreRefused() {
        ByteBuf out = Unpooled.EMPTY_BUFFER;
        assertThatThrownBy(() -> CancelFrame.encode(out, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RequestNFrame.encode(out, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("requestN: 0 (expected: > 0)");
        assertThatThrownBy(() -> KeepAliveFrame.encode(out, true, -1, out, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LeaseFrame.encode(out, -1, 0, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LeaseFrame.encode(out, 0, -1, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ResumeOkFrame.encode(out, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExtFrame.encodeHeader(out, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void typesHaveTheProtocolsNames() {
        assertThat(FrameType.name(0x01)).isEqualTo("SETUP");
        assertThat(FrameType.name(0x0E)).isEqualTo("RESUME_OK");
        assertThat(FrameType.name(0x3F)).isEqualTo("EXT");
        assertThat(FrameType.name(0x00)).isEqualTo("0x0");
        assertThat(FrameType.name(0x2A)).isEqualTo("0x2a");
        for (int type = 0; type <= 0x3F; type++) {
            assertThat(FrameType.isRequest(type)).isEqualTo(FrameType.name(type).matches("REQUEST_[RFSC].*"));
        }
    }
}
