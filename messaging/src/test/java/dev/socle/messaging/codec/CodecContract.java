package dev.socle.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.socle.messaging.codec.CodecException.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every codec promises, whatever its format. */
interface CodecContract {

    Codec codec(CodecLimits limits);

    MimeType expectedType();

    /** The type of the samples. */
    Type type();

    /** Values that differ, the first with at least 16 bytes on the wire. */
    List<Object> samples();

    /** Whether two values are the same. */
    default boolean same(Object one, Object other) {
        return one.equals(other);
    }

    default <T> ValueCodec<T> values() {
        return codec(CodecLimits.defaults()).of(type());
    }

    @Test
    default void saysItsMimeType() {
        assertThat(codec(CodecLimits.defaults()).mimeType()).isEqualTo(expectedType());
    }

    @Test
    default void valueGoesThroughAndBack() {
        try (Buffers buffers = new Buffers()) {
            ValueCodec<Object> values = values();
            for (Object sample : samples()) {
                ByteBuf out = buffers.direct();
                values.encode(sample, out);
                Object decoded = values.decode(out, 0, out.readableBytes());
                assertThat(same(decoded, sample)).as("%s", sample).isTrue();
                out.release();
            }
        }
    }

    @Test
    default void encodingAppendsAndDecodingLeavesIndicesAlone() {
        try (Buffers buffers = new Buffers()) {
            ValueCodec<Object> values = values();
            Object sample = samples().get(0);
            ByteBuf out = buffers.direct(new byte[] {1, 2, 3});
            values.encode(sample, out);
            int length = out.writerIndex() - 3;
            out.writeByte(4).readerIndex(1);

            assertThat(same(values.decode(out, 3, length), sample)).isTrue();
            assertThat(out.readerIndex()).isEqualTo(1);
            assertThat(out.writerIndex()).isEqualTo(3 + length + 1);
            assertThat(ByteBufUtil.hexDump(out, 0, 3)).isEqualTo("010203");
            out.release();
        }
    }

    @Test
    default void bytesMayLieInAnyKindOfBuffer() {
        try (Buffers buffers = new Buffers()) {
            ValueCodec<Object> values = values();
            Object sample = samples().get(0);
            byte[] bytes = encoded(sample);
            ByteBuf heap = buffers.heap(new byte[7]).writeBytes(bytes);
            ByteBuf whole = buffers.direct(bytes);
            ByteBuf composite = whole.alloc()
                    .compositeBuffer()
                    .addComponent(true, whole.retainedSlice(0, 5))
                    .addComponent(true, whole.retainedSlice(5, bytes.length - 5));

            assertThat(same(values.decode(heap, 7, bytes.length), sample)).isTrue();
            assertThat(same(values.decode(heap.slice(7, bytes.length), 0, bytes.length), sample))
                    .isTrue();
            assertThat(same(values.decode(composite, 0, bytes.length), sample)).isTrue();
            assertThat(same(values.decode(whole.asReadOnly(), 0, bytes.length), sample))
                    .isTrue();
            composite.release();
            whole.release();
            heap.release();
        }
    }

    @Test
    default void messageAboveTheLimitIsNotWritten() {
        try (Buffers buffers = new Buffers()) {
            Object sample = samples().get(0);
            ValueCodec<Object> small = codec(CodecLimits.defaults().withMessageBytesMax(encoded(sample).length - 1))
                    .of(type());
            ByteBuf out = buffers.direct(new byte[] {1, 2, 3});

            assertThatThrownBy(() -> small.encode(sample, out))
                    .isInstanceOfSatisfying(
                            CodecException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT))
                    .hasMessageContaining("messageBytesMax " + (encoded(sample).length - 1));
            assertThat(out.writerIndex()).isEqualTo(3);
            out.release();
        }
    }

    @Test
    default void messageAboveTheLimitIsNotRead() {
        byte[] bytes = encoded(samples().get(0));
        ValueCodec<Object> small = codec(CodecLimits.defaults().withMessageBytesMax(bytes.length - 1))
                .of(type());

        assertThatThrownBy(() -> decode(small, bytes))
                .isInstanceOfSatisfying(
                        CodecException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT))
                .hasMessageContaining("of " + bytes.length + " bytes exceeds messageBytesMax " + (bytes.length - 1));
    }

    @Test
    default void typeOutsideTheFormatIsRefusedWhenAskedFor() {
        assertThatThrownBy(() -> codec(CodecLimits.defaults()).of(InputStream.class))
                .isInstanceOfSatisfying(
                        CodecException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONTRACT))
                .hasMessageContaining("InputStream");
    }

    @Test
    default void everyTruncationGivesAValueOrACodecException() {
        for (Object sample : samples()) {
            byte[] bytes = encoded(sample);
            for (int length = 0; length < bytes.length; length++) {
                decodeOrRefuse(Arrays.copyOf(bytes, length), "cut at " + length);
            }
        }
    }

    @Test
    default void damagedBytesGiveAValueOrACodecException() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (Object sample : samples()) {
            byte[] bytes = encoded(sample);
            for (int i = 0; i < 500 && bytes.length > 0; i++) {
                byte[] damaged = bytes.clone();
                for (int hits = random.nextInt(4); hits >= 0; hits--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                decodeOrRefuse(damaged, "seed " + seed);
            }
        }
    }

    default byte[] encoded(Object value) {
        try (Buffers buffers = new Buffers()) {
            ByteBuf out = buffers.direct();
            values().encode(value, out);
            byte[] bytes = ByteBufUtil.getBytes(out);
            out.release();
            return bytes;
        }
    }

    /** Decodes from a direct buffer that has not a byte more. */
    static <T> T decode(ValueCodec<T> values, byte[] bytes) {
        try (Buffers buffers = new Buffers()) {
            ByteBuf in = buffers.direct(bytes);
            try {
                return values.decode(in, 0, bytes.length);
            } finally {
                in.release();
            }
        }
    }

    private void decodeOrRefuse(byte[] bytes, String what) {
        ValueCodec<Object> values = values();
        try {
            values.release(decode(values, bytes));
        } catch (CodecException expected) {
            // One of the two promised ends.
        } catch (RuntimeException | StackOverflowError e) {
            fail(what + ": " + ByteBufUtil.hexDump(bytes), e);
        }
    }
}
