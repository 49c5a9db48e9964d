package dev.socle.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BytesCodecTest implements CodecContract {

    @Override
    public Codec codec(CodecLimits limits) {
        return BytesCodec.of(limits);
    }

    @Override
    public MimeType expectedType() {
        return MimeType.BYTES;
    }

    @Override
    public Type type() {
        return byte[].class;
    }

    @Override
    public List<Object> samples() {
        return List.of(new byte[32], new byte[] {1}, new byte[300]);
    }

    @Override
    public boolean same(Object one, Object other) {
        return Arrays.equals((byte[]) one, (byte[]) other);
    }

    @Test
    void smallBufferIsCopiedAndLargeOneIsASlice() {
        try (Buffers buffers = new Buffers()) {
            ValueCodec<ByteBuf> values = codec(CodecLimits.defaults()).of(ByteBuf.class);
            ByteBuf in = buffers.direct(new byte[64 << 10]);

            ByteBuf small = values.decode(in, 1, PayloadMessages.SLICED_BYTES_MIN - 1);
            assertThat(in.refCnt()).isEqualTo(1);
            ByteBuf large = values.decode(in, 1, PayloadMessages.SLICED_BYTES_MIN);
            assertThat(in.refCnt()).isEqualTo(2);
            in.setByte(1, 7);
            assertThat(large.getByte(0)).isEqualTo((byte) 7);
            assertThat(small.getByte(0)).isZero();

            values.release(small);
            values.release(large);
            in.release();
        }
    }

    @Test
    void largeBufferLeavesByReference() {
        try (Buffers buffers = new Buffers()) {
            ValueCodec<ByteBuf> values = codec(CodecLimits.defaults()).of(ByteBuf.class);
            ByteBuf large = buffers.direct(new byte[PayloadMessages.REFERENCED_BYTES_MIN]);
            ByteBuf small = buffers.direct(new byte[PayloadMessages.REFERENCED_BYTES_MIN - 1]);

            ByteBuf reference = values.reference(large);
            assertThat(reference).isNotNull();
            assertThat(large.refCnt()).isEqualTo(2);
            assertThat(values.reference(small)).isNull();

            reference.release();
            values.release(large);
            values.release(small);
        }
    }

    @Test
    void bufferAboveTheLimitDoesNotLeaveByReference() {
        try (Buffers buffers = new Buffers()) {
            ValueCodec<ByteBuf> values =
                    codec(CodecLimits.defaults().withMessageBytesMax(8_000)).of(ByteBuf.class);
            ByteBuf large = buffers.direct(new byte[8_001]);

            assertThatThrownBy(() -> values.reference(large)).hasMessageContaining("exceeds messageBytesMax 8000");
            large.release();
        }
    }
}
