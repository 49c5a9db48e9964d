package dev.socle.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.codec.Samples.Greet;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Constructors and accessors run in the middle of a message, and may read and write others. */
class NestedUseTest {

    private static final ValueCodec<Greet> GREETS =
            JsonCodec.of(CodecLimits.defaults(), false).of(Greet.class);

    /** A record whose constructor reads the message inside it, and whose accessor writes one. */
    record Envelope(String inner, int after) {

        Envelope {
            ByteBuf in = Unpooled.directBuffer().writeBytes(inner.getBytes(StandardCharsets.UTF_8));
            GREETS.decode(in, 0, in.readableBytes());
            in.release();
        }

        @Override
        public String inner() {
            ByteBuf out = Unpooled.buffer();
            GREETS.encode(new Greet("written meanwhile"), out);
            return inner;
        }
    }

    record Broken(String before, String text) {
        @Override
        public String text() {
            throw new IllegalStateException("no text");
        }
    }

    @Test
    void constructorAndAccessorMayUseTheCodecThemselves() {
        try (Buffers buffers = new Buffers()) {
            ValueCodec<Envelope[]> values =
                    JsonCodec.of(CodecLimits.defaults(), false).of(Envelope[].class);
            Envelope[] two = {new Envelope("{\"name\":\"Ada\"}", 1), new Envelope("{\"name\":\"Grace\"}", 2)};
            ByteBuf out = buffers.direct();

            values.encode(two, out);

            assertThat(values.decode(out, 0, out.readableBytes())).containsExactly(two);
            out.release();
        }
    }

    @Test
    void accessorThatFailsIsNamedAndLeavesNothingBehind() {
        Codec codec = JsonCodec.of(CodecLimits.defaults(), false);
        ByteBuf out = Unpooled.buffer();

        assertThatThrownBy(() -> codec.of(Broken.class).encode(new Broken("s3cret", ""), out))
                .isInstanceOf(CodecException.class)
                .hasMessage("JSON of Broken: field \"text\" cannot be read from its record")
                .hasRootCauseMessage("no text");
        codec.of(Greet.class).encode(new Greet("Ada"), out);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"name\":\"Ada\"}");
    }

    @Test
    void threadsDoNotShareWhatTheyReuse() throws InterruptedException {
        Codec codec = CborCodec.of(CodecLimits.defaults(), false);
        ValueCodec<Greet> values = codec.of(Greet.class);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            Greet mine = new Greet("thread " + "x".repeat(t * 1_000));
            threads[t] = new Thread(() -> {
                ByteBuf out = Unpooled.directBuffer();
                for (int i = 0; i < 2_000; i++) {
                    out.clear();
                    values.encode(mine, out);
                    assertThat(values.decode(out, 0, out.readableBytes())).isEqualTo(mine);
                }
                out.release();
            });
            threads[t].setUncaughtExceptionHandler((thread, e) -> failure.set(e));
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failure.get()).isNull();
    }

    @Test
    void arrayInUseIsNotLentTwice() {
        byte[] first = Scratch.take(100);
        byte[] second = Scratch.take(100);
        assertThat(second).isNotSameAs(first);
        Scratch.giveBack(first);
        Scratch.giveBack(second);

        assertThat(Scratch.take(5_000)).hasSizeGreaterThanOrEqualTo(5_000);
        assertThat(Scratch.take(1 << 20)).hasSize(1 << 20);
    }
}
