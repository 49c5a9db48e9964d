package dev.socle.messaging.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.socle.messaging.frame.MalformedFrameException.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class FrameCutterTest {

    private static final int LENGTH_MAX = 1 << 20;

    @RegisterExtension
    final CountedBuffers buffers = new CountedBuffers();

    private final List<String> seen = new ArrayList<>();
    private final FrameCutter cutter = new FrameCutter(buffers.allocator, LENGTH_MAX, this::see);

    @Test
    void framesInOneBufferArePassedOnInPlace() {
        ByteBuf bytes = buffers.of(stream(GoldenFrame.ALL));
        List<ByteBuf> passed = new ArrayList<>();
        FrameCutter inPlace = new FrameCutter(buffers.allocator, LENGTH_MAX, (buffer, at, end) -> passed.add(buffer));
        long before = buffers.used();
        inPlace.feed(bytes);

        assertThat(passed)
                .hasSize(GoldenFrame.ALL.size())
                .allSatisfy(buffer -> assertThat(buffer).isSameAs(bytes));
        assertThat(buffers.used()).isEqualTo(before);
        assertThat(bytes.readerIndex()).isZero();
        assertThat(bytes.refCnt()).isEqualTo(1);
        bytes.release();
    }

    @Test
    void oneByteAtATimeGivesTheSameFrames() {
        for (byte each : stream(GoldenFrame.ALL)) {
            feed(each);
        }
        assertThat(seen).isEqualTo(hex(GoldenFrame.ALL));
        assertThat(cutter.bytesHeld()).isZero();
    }

    @Test
    void splitsAtAnyTwoPlacesGiveTheSameFrames() {
        byte[] stream = stream(GoldenFrame.ALL.subList(0, 7));
        List<String> expected = hex(GoldenFrame.ALL.subList(0, 7));
        for (int first = 0; first <= stream.length; first++) {
            for (int second = first; second <= stream.length; second++) {
                feed(Arrays.copyOfRange(stream, 0, first));
                feed(Arrays.copyOfRange(stream, first, second));
                feed(Arrays.copyOfRange(stream, second, stream.length));
                assertThat(seen).isEqualTo(expected);
                assertThat(cutter.bytesHeld()).isZero();
                seen.clear();
            }
        }
    }

    @Test
    void randomSplitsStopsAndResumesGiveTheSameFrames() {
        Random random = Seed.random("cutter");
        List<String> expected = new ArrayList<>();
        ByteBuf stream = buffers.allocator.buffer();
        for (int i = 0; i < 3_000; i++) {
            byte[] frame = new byte[FrameHeader.BYTES + (random.nextInt(50) == 0 ? random.nextInt(20_000) : i % 99)];
            random.nextBytes(frame);
            stream.writeMedium(frame.length).writeBytes(frame);
            expected.add(ByteBufUtil.hexDump(frame));
        }
        FrameCutter stopping = new FrameCutter(buffers.allocator, LENGTH_MAX, (buffer, at, end) -> {
            see(buffer, at, end);
            return random.nextInt(5) != 0;
        });
        while (stream.isReadable()) {
            int count = Math.min(stream.readableBytes(), random.nextInt(random.nextInt(4) == 0 ? 30_000 : 50));
            stopping.feed(stream.readSlice(count));
            while (stopping.isStopped() && random.nextInt(3) != 0) {
                stopping.resume();
            }
        }
        while (stopping.isStopped()) {
            stopping.resume();
        }
        assertThat(seen).isEqualTo(expected);
        assertThat(stopping.bytesHeld()).isZero();
        stream.release();
    }

    @Test
    void stopKeepsTheRestUntilResume() {
        FrameCutter stopping = new FrameCutter(buffers.allocator, LENGTH_MAX, (buffer, at, end) -> {
            see(buffer, at, end);
            return false;
        });
        byte[] stream = stream(GoldenFrame.ALL.subList(0, 3));
        feed(stopping, Arrays.copyOf(stream, stream.length - 1));
        assertThat(stopping.isStopped()).isTrue();
        assertThat(seen).isEqualTo(hex(GoldenFrame.ALL.subList(0, 1)));
        assertThat(stopping.bytesHeld())
                .isEqualTo(stream.length - 1 - GoldenFrame.ALL.get(0).withLength().length);

        feed(stopping, Arrays.copyOfRange(stream, stream.length - 1, stream.length));
        assertThat(seen).hasSize(1);
        stopping.resume();
        assertThat(seen).hasSize(2);
        stopping.resume();
        assertThat(seen).isEqualTo(hex(GoldenFrame.ALL.subList(0, 3)));
        assertThat(stopping.bytesHeld()).isZero();
        stopping.resume();
        assertThat(stopping.isStopped()).isFalse();
    }

    @Test
    void stopOnAFrameThatCameInPartsKeepsTheRest() {
        FrameCutter stopping = new FrameCutter(buffers.allocator, LENGTH_MAX, (buffer, at, end) -> {
            see(buffer, at, end);
            return false;
        });
        byte[] stream = stream(GoldenFrame.ALL.subList(0, 2));
        feed(stopping, Arrays.copyOf(stream, 10));
        feed(stopping, Arrays.copyOfRange(stream, 10, stream.length));
        assertThat(seen).hasSize(1);
        stopping.resume();
        assertThat(seen).isEqualTo(hex(GoldenFrame.ALL.subList(0, 2)));
    }

    @Test
    void resumeWithinOnFrameTakesBackTheStop() {
        FrameCutter[] self = new FrameCutter[1];
        self[0] = new FrameCutter(buffers.allocator, LENGTH_MAX, (buffer, at, end) -> {
            see(buffer, at, end);
            self[0].resume();
            return false;
        });
        feed(self[0], stream(GoldenFrame.ALL));
        assertThat(seen).isEqualTo(hex(GoldenFrame.ALL));
        assertThat(self[0].isStopped()).isFalse();
    }

    @Test
    void closeWithinOnFrameEndsTheCutting() {
        for (int split : new int[] {0, 10}) {
            seen.clear();
            FrameCutter[] self = new FrameCutter[1];
            self[0] = new FrameCutter(buffers.allocator, LENGTH_MAX, (buffer, at, end) -> {
                self[0].close();
                // The frame is still there.
                return see(buffer, at, end);
            });
            byte[] stream = stream(GoldenFrame.ALL);
            feed(self[0], Arrays.copyOf(stream, split));
            feed(self[0], Arrays.copyOfRange(stream, split, stream.length));
            feed(self[0], stream);
            self[0].resume();
            assertThat(seen).isEqualTo(hex(GoldenFrame.ALL.subList(0, 1)));
            assertThat(self[0].bytesHeld()).isZero();
        }
    }

    @Test
    void closeWithinOnFrameAfterAStopReleasesTheRest() {
        FrameCutter[] self = new FrameCutter[1];
        self[0] = new FrameCutter(buffers.allocator, LENGTH_MAX, (buffer, at, end) -> {
            see(buffer, at, end);
            if (seen.size() == 2) {
                self[0].close();
            }
            return false;
        });
        feed(self[0], stream(GoldenFrame.ALL));
        self[0].resume();
        assertThat(seen).isEqualTo(hex(GoldenFrame.ALL.subList(0, 2)));
        assertThat(self[0].bytesHeld()).isZero();
    }

    @Test
    void feedWithinOnFrameIsRefused() {
        FrameCutter[] self = new FrameCutter[1];
        self[0] = new FrameCutter(buffers.allocator, LENGTH_MAX, (buffer, at, end) -> {
            self[0].feed(buffer);
            return true;
        });
        assertThatThrownBy(() -> feed(self[0], stream(GoldenFrame.ALL))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void errorOfTheSinkClosesTheCutter() {
        for (int split : new int[] {0, 10}) {
            FrameCutter failing = new FrameCutter(buffers.allocator, LENGTH_MAX, (buffer, at, end) -> {
                throw new UnsupportedOperationException("no");
            });
            byte[] stream = stream(GoldenFrame.ALL);
            feed(failing, Arrays.copyOf(stream, split));
            assertThatThrownBy(() -> feed(failing, Arrays.copyOfRange(stream, split, stream.length)))
                    .isInstanceOf(UnsupportedOperationException.class);
            feed(failing, stream);
            assertThat(failing.bytesHeld()).isZero();
        }
    }

    @Test
    void lengthsBelowAHeaderAreMalformed() {
        for (int length = 0; length < FrameHeader.BYTES; length++) {
            byte[] prefix = {0, 0, (byte) length};
            refused(Reason.TRUNCATED, prefix);
            refusedByteByByte(Reason.TRUNCATED, prefix);
        }
    }

    @Test
    void lengthOverTheLimitIsRefusedOnItsThreeBytes() {
        byte[] prefix = {0x10, 0, 1};
        refused(Reason.TOO_LONG, prefix);
        refusedByteByByte(Reason.TOO_LONG, prefix);
        refused(Reason.TOO_LONG, new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF});
    }

    @Test
    void lengthAtTheLimitPasses() {
        feed((byte) 0x10, (byte) 0, (byte) 0);
        feed(new byte[LENGTH_MAX]);
        assertThat(seen).hasSize(1);
    }

    @Test
    void anotherProtocolIsTold() {
        refused(Reason.NOT_RSOCKET, "GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII));
        refused(Reason.NOT_RSOCKET, "PRI * HTTP/2.0".getBytes(StandardCharsets.US_ASCII));
        refused(Reason.NOT_RSOCKET, "SSH-2.0-".getBytes(StandardCharsets.US_ASCII));
        refused(Reason.TLS, new byte[] {0x16, 0x03, 0x01, 0x02});
    }

    @Test
    void anotherProtocolIsToldOfTheFirstFrameOnly() {
        feed(GoldenFrame.ALL.get(0).withLength());
        assertThatThrownBy(() -> feed((byte) 'G', (byte) 'E', (byte) 'T'))
                .extracting(thrown -> ((MalformedFrameException) thrown).reason())
                .isEqualTo(Reason.TOO_LONG);
    }

    @Test
    void firstFrameMayHaveALimitOfItsOwn() {
        FrameCutter[] self = new FrameCutter[1];
        self[0] = new FrameCutter(buffers.allocator, 100, (buffer, at, end) -> {
            self[0].lengthMax(1000);
            return see(buffer, at, end);
        });
        byte[] first = new byte[103];
        first[2] = 100;
        byte[] second = new byte[1003];
        second[1] = 3;
        second[2] = (byte) 0xE8;
        byte[] stream = Arrays.copyOf(first, 1106);
        System.arraycopy(second, 0, stream, 103, 1003);
        feed(self[0], stream);
        assertThat(seen).hasSize(2);

        first[2] = 101;
        FrameCutter strict = new FrameCutter(buffers.allocator, 100, (buffer, at, end) -> true);
        assertThatThrownBy(() -> feed(strict, first)).isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void limitsOutsideOfTheFormatAreRefused() {
        assertThatThrownBy(() -> cutter.lengthMax(5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("frameLengthMax: 5 (expected: 6 to 16777215)");
        assertThatThrownBy(() -> cutter.lengthMax(0x1000000)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void memoryFollowsTheBytesThatCame() {
        Random random = Seed.random("memory");
        FrameCutter large = new FrameCutter(buffers.allocator, FrameHeader.LENGTH_MAX, this::see);
        ByteBuf frame = buffers.allocator.buffer().writeMedium(3 << 20).writeZero(3 << 20);
        long others = buffers.used();
        while (frame.isReadable()) {
            large.feed(frame.readSlice(Math.min(frame.readableBytes(), 1 + random.nextInt(9_000))));
            assertThat(large.capacityHeld()).isLessThanOrEqualTo(bound(large));
            assertThat(buffers.used() - others).isLessThanOrEqualTo(bound(large));
        }
        assertThat(seen).hasSize(1);
        assertThat(buffers.used()).isEqualTo(others);
        frame.release();
    }

    @Test
    void announcedLengthAloneTakesNoMemory() {
        FrameCutter large = new FrameCutter(buffers.allocator, FrameHeader.LENGTH_MAX, this::see);
        feed(large, new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0, 0, 0});
        assertThat(large.capacityHeld()).isEqualTo(FrameCutter.CAPACITY_MIN);
        large.close();
    }

    @Test
    void growthIsLinear() {
        byte[] prefix = {0x10, 0, 0};
        feed(prefix);
        ByteBuf one = buffers.of((byte) 1);
        long copied = 0;
        for (int i = 0; i < LENGTH_MAX - 1; i++) {
            int capacity = cutter.capacityHeld();
            cutter.feed(one);
            copied += cutter.capacityHeld() == capacity ? 0 : cutter.bytesHeld();
            assertTrue(copied < 2 * LENGTH_MAX, "bytes copied");
        }
        cutter.feed(one);
        assertThat(seen).hasSize(1);
        one.release();
    }

    @Test
    void restAfterAStopGivesItsRoomBack() {
        boolean[] goesOn = new boolean[1];
        FrameCutter stopping = new FrameCutter(buffers.allocator, LENGTH_MAX, (buffer, at, end) -> goesOn[0]);
        byte[] stream = stream(GoldenFrame.ALL);
        for (int i = 0; i < 100; i++) {
            feed(stopping, stream);
        }
        feed(stopping, new byte[] {0, 1, 0, 9});
        goesOn[0] = true;
        stopping.resume();
        assertThat(stopping.bytesHeld()).isEqualTo(4);
        assertThat(stopping.capacityHeld()).isEqualTo(FrameCutter.CAPACITY_MIN);
        stopping.close();
    }

    @Test
    void closeReleasesAFrameInPart() {
        feed((byte) 0, (byte) 0, (byte) 9, (byte) 1);
        assertThat(cutter.bytesHeld()).isEqualTo(4);
        cutter.close();
        cutter.close();
        assertThat(cutter.bytesHeld()).isZero();
        feed((byte) 1);
        assertThat(cutter.bytesHeld()).isZero();
    }

    @Test
    void garbageEndsInFramesOrMalformed() {
        Random random = Seed.random("garbage stream");
        for (int i = 0; i < 2_000; i++) {
            FrameCutter any = new FrameCutter(buffers.allocator, 300, (buffer, at, end) -> random.nextInt(4) != 0);
            byte[] bytes = new byte[random.nextInt(400)];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = (byte) random.nextInt(random.nextInt(9) == 0 ? 256 : 12);
            }
            try {
                feed(any, bytes);
                any.resume();
                feed(any, bytes);
            } catch (MalformedFrameException malformed) {
                assertThat(any.bytesHeld()).isZero();
            }
            any.close();
        }
    }

    private boolean see(ByteBuf buffer, int at, int end) {
        seen.add(ByteBufUtil.hexDump(buffer, at, end - at));
        return true;
    }

    private void feed(byte... bytes) {
        feed(cutter, bytes);
    }

    private void feed(FrameCutter to, byte[] bytes) {
        ByteBuf buffer = buffers.of(bytes);
        try {
            to.feed(buffer);
        } finally {
            assertThat(buffer.refCnt()).isEqualTo(1);
            buffer.release();
        }
    }

    private void refused(Reason reason, byte[] bytes) {
        FrameCutter strict = new FrameCutter(buffers.allocator, LENGTH_MAX, this::see);
        assertThatThrownBy(() -> feed(strict, bytes))
                .isInstanceOf(MalformedFrameException.class)
                .extracting(thrown -> ((MalformedFrameException) thrown).reason())
                .isEqualTo(reason);
        assertThat(strict.bytesHeld()).isZero();
    }

    private void refusedByteByByte(Reason reason, byte[] prefix) {
        FrameCutter strict = new FrameCutter(buffers.allocator, LENGTH_MAX, this::see);
        feed(strict, new byte[] {prefix[0]});
        feed(strict, new byte[] {prefix[1]});
        assertThatThrownBy(() -> feed(strict, new byte[] {prefix[2]}))
                .isInstanceOf(MalformedFrameException.class)
                .extracting(thrown -> ((MalformedFrameException) thrown).reason())
                .isEqualTo(reason);
        assertThat(strict.bytesHeld()).isZero();
    }

    private static int bound(FrameCutter cutter) {
        return Math.max(FrameCutter.CAPACITY_MIN, 2 * cutter.bytesHeld());
    }

    private static byte[] stream(List<GoldenFrame> frames) {
        StringBuilder hex = new StringBuilder();
        frames.forEach(frame -> hex.append(frame.hex()));
        return ByteBufUtil.decodeHexDump(hex);
    }

    private static List<String> hex(List<GoldenFrame> frames) {
        return frames.stream().map(frame -> frame.hex().substring(6)).toList();
    }
}
