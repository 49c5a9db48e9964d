package dev.socle.messaging.frame.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.frame.CountedBuffers;
import dev.socle.messaging.frame.Seed;
import dev.socle.messaging.frame.raw.MalformedBytesException.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What every framing promises: messages come back as they were, however the stream is cut. */
abstract class RawFramingContract {

    @RegisterExtension
    final CountedBuffers buffers = new CountedBuffers();

    final List<String> seen = new ArrayList<>();

    abstract RawFraming framing();

    /** A message that the framing can carry. */
    abstract byte[] message(Random random);

    @Test
    void oneByteAtATimeGivesTheSameMessages() {
        Random random = Seed.random("raw");
        List<String> expected = new ArrayList<>();
        byte[] stream = stream(random, 20, expected);
        RawCutter cutter = cutter(framing());
        for (byte each : stream) {
            feed(cutter, each);
        }
        cutter.finish();

        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void splitsAtAnyTwoPlacesGiveTheSameMessages() {
        Random random = Seed.random("raw");
        List<String> expected = new ArrayList<>();
        byte[] stream = stream(random, 3, expected);
        for (int first = 0; first <= stream.length; first++) {
            for (int second = first; second <= stream.length; second++) {
                seen.clear();
                RawCutter cutter = cutter(framing());
                feed(cutter, part(stream, 0, first));
                feed(cutter, part(stream, first, second));
                feed(cutter, part(stream, second, stream.length));
                cutter.finish();
                assertThat(seen).isEqualTo(expected);
            }
        }
    }

    @Test
    void randomSplitsGiveTheSameMessages() {
        Random random = Seed.random("raw");
        List<String> expected = new ArrayList<>();
        byte[] stream = stream(random, 2_000, expected);
        RawCutter cutter = cutter(framing());
        for (int at = 0; at < stream.length; ) {
            int end = Math.min(stream.length, at + random.nextInt(200));
            feed(cutter, part(stream, at, end));
            at = end;
        }
        cutter.finish();

        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void messagesInOneBufferArePassedOnInPlace() {
        List<String> expected = new ArrayList<>();
        ByteBuf bytes = buffers.of(stream(Seed.random("raw"), 20, expected));
        List<ByteBuf> passed = new ArrayList<>();
        long before = buffers.used();
        framing()
                .cutter(buffers.allocator, (buffer, at, end) -> passed.add(buffer))
                .feed(bytes);

        assertThat(passed).hasSize(20).allSatisfy(buffer -> assertThat(buffer).isSameAs(bytes));
        assertThat(buffers.used()).isEqualTo(before);
        assertThat(bytes.readerIndex()).isZero();
        assertThat(bytes.refCnt()).isEqualTo(1);
        bytes.release();
    }

    @Test
    void streamThatEndsWithinAMessageIsTruncated() {
        byte[] stream = stream(Seed.random("raw"), 1, new ArrayList<>());
        for (int length = 1; length < stream.length; length++) {
            RawCutter cutter = cutter(framing());
            feed(cutter, part(stream, 0, length));
            String bytes = "ended after " + length + " bytes";

            assertThatThrownBy(cutter::finish)
                    .isInstanceOfSatisfying(
                            MalformedBytesException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.TRUNCATED))
                    .hasMessageContaining(bytes);
            assertThat(cutter.bytesHeld()).isZero();
        }
    }

    @Test
    void sinkThatThrowsClosesTheCutter() {
        Random random = Seed.random("raw");
        byte[] message = message(random);
        while (message.length == 0) { // it might end with its first byte
            message = message(random);
        }
        byte[] stream = framed(framing(), message);
        RawCutter cutter = framing().cutter(buffers.allocator, (buffer, at, end) -> {
            throw new IllegalStateException("sink");
        });
        feed(cutter, part(stream, 0, 1));

        assertThatThrownBy(() -> feed(cutter, part(stream, 1, stream.length))).hasMessage("sink");
        assertThat(cutter.bytesHeld()).isZero();
        feed(cutter, part(stream, 0, 1));
        assertThat(cutter.bytesHeld()).isZero();
    }

    @Test
    void sinkMayCloseButNotFeed() {
        byte[] stream = stream(Seed.random("raw"), 3, new ArrayList<>());
        RawCutter[] cutter = new RawCutter[1];
        cutter[0] = framing().cutter(buffers.allocator, (buffer, at, end) -> {
            see(buffer, at, end);
            assertThatThrownBy(() -> cutter[0].feed(buffer)).hasMessageContaining("within onMessage");
            cutter[0].close();
        });
        feed(cutter[0], stream);

        assertThat(seen).hasSize(1);
    }

    @Test
    void heldBytesTakeAtMostTwiceWhatCame() {
        Random random = Seed.random("raw");
        RawCutter cutter = cutter(framing());
        for (byte each : stream(random, 50, new ArrayList<>())) {
            feed(cutter, each);
            assertThat(cutter.capacityHeld())
                    .isLessThanOrEqualTo(Math.max(RawCutter.CAPACITY_MIN, 2 * cutter.bytesHeld()));
        }
        cutter.close();
    }

    final RawCutter cutter(RawFraming framing) {
        return framing.cutter(buffers.allocator, this::see);
    }

    final void feed(RawCutter cutter, byte... bytes) {
        ByteBuf fed = buffers.of(bytes);
        try {
            cutter.feed(fed);
        } finally {
            fed.release();
        }
    }

    /** The bytes of one message, framed. */
    final byte[] framed(RawFraming framing, byte... message) {
        ByteBuf content = buffers.of(message);
        ByteBuf out = buffers.allocator.buffer();
        try {
            framing.append(content, out);
            assertThat(content.readerIndex()).isZero();
            return ByteBufUtil.getBytes(out);
        } finally {
            content.release();
            out.release();
        }
    }

    private byte[] stream(Random random, int count, List<String> expected) {
        ByteBuf stream = buffers.allocator.buffer();
        for (int i = 0; i < count; i++) {
            byte[] message = message(random);
            expected.add(ByteBufUtil.hexDump(message));
            stream.writeBytes(framed(framing(), message));
        }
        byte[] bytes = ByteBufUtil.getBytes(stream);
        stream.release();
        return bytes;
    }

    private void see(ByteBuf buffer, int at, int end) {
        seen.add(ByteBufUtil.hexDump(buffer, at, end - at));
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
