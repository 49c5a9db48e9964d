package dev.socle.messaging.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever the bytes are: a value or {@link MalformedFrameException}, and nothing is read outside of the frame. */
final class AnyBytesTest {

    private static final int GARBAGE_FRAMES = 200_000;
    private static final int MARGIN = 7;

    @RegisterExtension
    final CountedBuffers buffers = new CountedBuffers();

    @Test
    void undefinedFlagsChangeNothing() {
        Random random = Seed.random("flags");
        for (int type = 0; type <= 0x3F; type++) {
            for (byte[] sample : samples(type, random)) {
                for (int flags = 0; flags < 1024; flags++) {
                    int defined = flags & AnyFrame.flagsOf(type);
                    String expected = readWithFlags(sample, type, defined);
                    assertEquals(expected, defined == flags ? expected : readWithFlags(sample, type, flags));
                }
            }
        }
    }

    @Test
    void garbageIsAValueOrMalformed() {
        Random random = Seed.random("garbage");
        int malformed = 0;
        for (int i = 0; i < GARBAGE_FRAMES; i++) {
            byte[] bytes = i % 2 == 0 ? randomFrame(random) : mutatedGolden(random);
            if (read(bytes).startsWith("!")) {
                malformed++;
            }
        }
        // Both ends are reached, or the garbage is no good.
        assertThat(malformed).isBetween(GARBAGE_FRAMES / 20, GARBAGE_FRAMES * 19 / 20);
    }

    private List<byte[]> samples(int type, Random random) {
        List<byte[]> samples = new ArrayList<>();
        for (GoldenFrame golden : GoldenFrame.ALL) {
            if (typeOf(golden.bytes()) == type) {
                samples.add(golden.bytes());
            }
        }
        // Long enough for every type.
        byte[] any = new byte[60];
        random.nextBytes(any);
        samples.add(any);
        return samples;
    }

    private String readWithFlags(byte[] sample, int type, int flags) {
        byte[] bytes = sample.clone();
        putTypeAndFlags(bytes, type, flags);
        return read(bytes);
    }

    /** Reads twice: where every byte outside is an error, and where other bytes lie around. */
    private String read(byte[] bytes) {
        ByteBuf exact = buffers.of(bytes);
        ByteBuf amidst = buffers.allocator.buffer(bytes.length + 2 * MARGIN);
        amidst.writeZero(MARGIN).writeBytes(bytes).writeZero(MARGIN);
        try {
            String seen = read(exact, 0, bytes.length);
            assertEquals(seen, read(amidst, MARGIN, MARGIN + bytes.length));
            return seen;
        } finally {
            exact.release();
            amidst.release();
        }
    }

    private static String read(ByteBuf frame, int at, int end) {
        try {
            return AnyFrame.read(frame, at, end);
        } catch (MalformedFrameException malformed) {
            return "!" + malformed.getMessage();
        }
    }

    private static byte[] randomFrame(Random random) {
        byte[] bytes = new byte[random.nextInt(80)];
        random.nextBytes(bytes);
        if (bytes.length >= FrameHeader.BYTES) {
            int type = random.nextInt(8) == 0 ? random.nextInt(64) : 1 + random.nextInt(FrameType.RESUME_OK);
            putTypeAndFlags(bytes, type, random.nextInt(1024));
        }
        // Small numbers, so that lengths within have a chance to fit.
        for (int i = FrameHeader.BYTES; i < bytes.length; i++) {
            bytes[i] = random.nextInt(3) == 0 ? bytes[i] : (byte) random.nextInt(4);
        }
        return bytes;
    }

    private static byte[] mutatedGolden(Random random) {
        byte[] bytes =
                GoldenFrame.ALL.get(random.nextInt(GoldenFrame.ALL.size())).bytes();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static int typeOf(byte[] bytes) {
        return (bytes[4] & 0xFF) >>> 2;
    }

    private static void putTypeAndFlags(byte[] bytes, int type, int flags) {
        bytes[4] = (byte) (type << 2 | flags >>> 8);
        bytes[5] = (byte) flags;
    }
}
