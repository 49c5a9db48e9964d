package dev.socle.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.XdrSamples.Colour;
import dev.socle.messaging.codec.XdrSamples.Contents;
import dev.socle.messaging.codec.XdrSamples.Corpus;
import dev.socle.messaging.codec.XdrSamples.Figure;
import dev.socle.messaging.codec.XdrSamples.Label;
import dev.socle.messaging.codec.XdrSamples.Node;
import dev.socle.messaging.codec.XdrSamples.Numbers;
import dev.socle.messaging.codec.XdrSamples.Other;
import dev.socle.messaging.frame.Seed;
import dev.socle.messaging.oncrpc.CProgram;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same values and the same bytes as a program in C that rpcgen and libtirpc made. */
final class XdrCorpusTest {

    private static final int COUNT = 1_200;

    private final ValueCodec<Corpus> codec = XdrCodec.of(CodecLimits.defaults()).of(Corpus.class);

    @TempDir
    private Path folder;

    @Test
    void valuesMadeInCComeBackTheSame() throws Exception {
        Path program = CProgram.build(folder, "corpus", "corpus", "-c");
        long seed = Seed.random("corpus in C").nextLong();
        List<String> lines =
                CProgram.run(folder, program.toString(), "make", Long.toUnsignedString(seed), Integer.toString(COUNT));

        assertThat(lines).hasSize(COUNT);
        for (String line : lines) {
            String hex = line.substring(line.indexOf(' ') + 1, line.length() - 1);
            ByteBuf bytes = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
            Corpus value = codec.decode(bytes, 0, bytes.readableBytes());
            assertThat(words(value) + " " + hex(encoded(value))).isEqualTo(line);
        }
    }

    @Test
    void valuesMadeInJavaComeBackTheSame() throws Exception {
        Path program = CProgram.build(folder, "corpus", "corpus", "-c");
        Random random = Seed.random("corpus in Java");
        ByteBuf input = Unpooled.buffer();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            Corpus value = corpus(random);
            byte[] bytes = encoded(value);
            input.writeInt(bytes.length).writeBytes(bytes);
            expected.add(words(value) + " " + hex(bytes));
        }

        assertThat(CProgram.run(folder, ByteBufUtil.getBytes(input), program.toString(), "echo"))
                .isEqualTo(expected);
    }

    private byte[] encoded(Corpus value) {
        ByteBuf out = Unpooled.buffer();
        codec.encode(value, out);
        return ByteBufUtil.getBytes(out);
    }

    private static Corpus corpus(Random random) {
        byte[] digest = new byte[5];
        byte[] rest = new byte[random.nextInt(10)];
        random.nextBytes(digest);
        random.nextBytes(rest);
        List<String> words = new ArrayList<>();
        List<Figure> shapes = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            words.add(text(random, 12));
            shapes.add(figure(random));
        }
        Node chain = null;
        for (int i = random.nextInt(20); i > 0; i--) {
            chain = new Node(random.nextInt(), chain);
        }
        return new Corpus(
                numbers(random),
                digest,
                rest,
                text(random, 30),
                random.ints(3).toArray(),
                random.longs(random.nextInt(5)).toArray(),
                words,
                shapes,
                chain,
                random.nextBoolean() ? Optional.of(numbers(random)) : Optional.empty());
    }

    private static Numbers numbers(Random random) {
        return new Numbers(
                random.nextInt(),
                random.nextInt() & 0xFFFF_FFFFL,
                random.nextLong(),
                new BigInteger(64, random),
                random.nextBoolean(),
                Float.intBitsToFloat(random.nextInt()),
                Double.longBitsToDouble(random.nextLong()),
                List.of(Colour.values()).get(random.nextInt(3)));
    }

    private static Figure figure(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Contents(numbers(random));
            case 1 -> new Label(text(random, 12));
            default -> new Other(Colour.BLUE);
        };
    }

    /** Text of at most so many bytes in UTF-8, without NUL, which ends a text in C. */
    private static String text(Random random, int bytesMax) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(bytesMax + 1); left >= 4; left -= 4) {
            text.append(List.of("Ada", "é", "€", "😀", "~").get(random.nextInt(5)));
        }
        return text.toString();
    }

    /** As corpus.c prints it. */
    private static String words(Corpus it) {
        StringBuilder text = new StringBuilder(words(it.first()));
        text.append(hex(it.digest())).append(hex(it.rest())).append(hex(it.text()));
        text.append(it.triple()[0]).append(',').append(it.triple()[1]).append(',');
        text.append(it.triple()[2]).append(';');
        for (long each : it.longs()) {
            text.append(each).append(',');
        }
        text.append(';');
        it.words().forEach(each -> text.append(hex(each)));
        text.append(';');
        for (Figure each : it.shapes()) {
            if (each instanceof Contents contents) {
                text.append("1:").append(words(contents.contents()));
            } else if (each instanceof Label label) {
                text.append("2:").append(hex(label.label()));
            } else {
                text.append("-5:");
            }
        }
        text.append(';');
        for (Node node = it.chain(); node != null; node = node.next()) {
            text.append(node.item()).append(',');
        }
        text.append(';');
        it.perhaps().ifPresent(each -> text.append(words(each)));
        return text.toString();
    }

    private static String words(Numbers it) {
        return "%d,%d,%d,%s,%d,%08x,%016x,%d;"
                .formatted(
                        it.small(),
                        it.positive(),
                        it.large(),
                        it.huge(),
                        it.flag() ? 1 : 0,
                        Float.floatToRawIntBits(it.single()),
                        Double.doubleToRawLongBits(it.twice()),
                        it.tint() == Colour.RED ? 1 : it.tint() == Colour.GREEN ? 2 : -5);
    }

    private static String hex(String text) {
        return hex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(byte[] bytes) {
        return ByteBufUtil.hexDump(bytes) + ";";
    }
}
