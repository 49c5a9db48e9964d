package dev.socle.messaging.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class BodyTest {

    private static final int PAYLOAD = FrameType.PAYLOAD << 10;
    private static final int PAYLOAD_M = PAYLOAD | FrameHeader.METADATA;

    @RegisterExtension
    final CountedBuffers buffers = new CountedBuffers();

    @Test
    void emptyMetadataIsNotNoMetadata() {
        ByteBuf frame = buffers.of(ByteBufUtil.decodeHexDump("000000"));
        assertThat(Body.metadataLength(frame, 0, 3, PAYLOAD_M)).isZero();
        assertThat(Body.dataIndex(0, 0)).isEqualTo(3);
        assertThat(Body.metadataLength(frame, 0, 3, PAYLOAD)).isEqualTo(-1);
        assertThat(Body.dataIndex(0, -1)).isZero();
        frame.release();
    }

    @Test
    void metadataMayFillTheFrameAndNoMore() {
        ByteBuf frame = buffers.of(ByteBufUtil.decodeHexDump("0000026d6d6d"));
        assertThat(Body.metadataLength(frame, 0, 5, PAYLOAD_M)).isEqualTo(2);
        assertThatThrownBy(() -> Body.metadataLength(frame, 0, 4, PAYLOAD_M))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage("PAYLOAD frame announces metadata of 2 bytes (expected: at most 1, the rest of the frame)");
        frame.release();
    }

    @Test
    void metadataLengthItselfMayBeCutShort() {
        ByteBuf frame = buffers.of(ByteBufUtil.decodeHexDump("ffffff"));
        for (int end = 0; end <= 3; end++) {
            int frameEnd = end;
            assertThatThrownBy(() -> Body.metadataLength(frame, 0, frameEnd, PAYLOAD_M))
                    .isInstanceOf(MalformedFrameException.class);
        }
        frame.release();
    }

    @Test
    void bodyBehindTheEndIsMalformedEvenWithoutMetadata() {
        ByteBuf frame = buffers.of(ByteBufUtil.decodeHexDump("0000000118000000"));
        int typeAndFlags = FrameHeader.typeAndFlags(frame, 0);
        int bodyAt = RequestFrame.bodyIndex(FrameHeader.type(typeAndFlags), 0);
        assertThatThrownBy(() -> Body.metadataLength(frame, bodyAt, 8, typeAndFlags))
                .isInstanceOf(MalformedFrameException.class)
                .extracting(malformed -> ((MalformedFrameException) malformed).reason())
                .isEqualTo(MalformedFrameException.Reason.TRUNCATED);
        frame.release();
    }
}
