package dev.socle.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.codec.CodecException.Reason;
import dev.socle.messaging.codec.XdrSamples.Chain;
import dev.socle.messaging.codec.XdrSamples.Colour;
import dev.socle.messaging.codec.XdrSamples.Contents;
import dev.socle.messaging.codec.XdrSamples.Corpus;
import dev.socle.messaging.codec.XdrSamples.Figure;
import dev.socle.messaging.codec.XdrSamples.Label;
import dev.socle.messaging.codec.XdrSamples.Node;
import dev.socle.messaging.codec.XdrSamples.Other;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("ArrayRecordComponent") // Arrays are what these tests are about.
final class XdrCodecTest implements CodecContract {

    private static final String ZERO = "00000000";
    private static final String ONE = "00000001";

    @Override
    public Codec codec(CodecLimits limits) {
        return XdrCodec.of(limits);
    }

    @Override
    public MimeType expectedType() {
        return MimeType.parse("application/vnd.socle.xdr");
    }

    @Override
    public Type type() {
        return Corpus.class;
    }

    @Override
    public List<Object> samples() {
        return List.of(sample(1, "Ada", null), sample(2, "", new Node(7, new Node(8, null))));
    }

    @Override
    public boolean same(Object one, Object other) {
        return ByteBufUtil.hexDump(encoded(one)).equals(ByteBufUtil.hexDump(encoded(other)));
    }

    /** RFC 4506, section 7. */
    @Test
    void fileOfTheRfcHasItsBytes() {
        File file = new File("sillyprog", new Executable("lisp"), "john", "(quit)".getBytes(StandardCharsets.US_ASCII));
        String hex = "00000009" + "73696c6c7970726f67000000" + "00000002" + "00000004" + "6c697370" + "00000004"
                + "6a6f686e" + "00000006" + "287175697429" + "0000";

        assertThat(hexOf(File.class, file)).isEqualTo(hex);
        File back = read(File.class, hex);
        assertThat(back.name()).isEqualTo("sillyprog");
        assertThat(back.type()).isEqualTo(new Executable("lisp"));
        assertThat(back.data()).asString(StandardCharsets.US_ASCII).isEqualTo("(quit)");
    }

    @Test
    void unsignedNumbersReachTheirLastValue() {
        assertThat(hexOf(
                        Unsigned.class,
                        new Unsigned(0xFFFF_FFFFL, BigInteger.TWO.pow(64).subtract(BigInteger.ONE))))
                .isEqualTo("f".repeat(24));
        assertThat(read(Unsigned.class, "80000000" + "8000000000000000"))
                .isEqualTo(new Unsigned(0x8000_0000L, BigInteger.TWO.pow(63)));
        assertMismatch(Unsigned.class, new Unsigned(1L << 32, BigInteger.ONE), "field \"small\" is no unsigned int");
        assertMismatch(Unsigned.class, new Unsigned(-1, BigInteger.ONE), "field \"small\" is no unsigned int");
        assertMismatch(Unsigned.class, new Unsigned(1, BigInteger.TWO.pow(64)), "field \"large\" is no unsigned hyper");
    }

    @Test
    void bitsOfNotANumberStay() {
        float odd = Float.intBitsToFloat(0x7fa0_1234);
        assertThat(hexOf(Float.class, odd)).isEqualTo("7fa01234");
        assertThat(Float.floatToRawIntBits(read(Float.class, "7fa01234"))).isEqualTo(0x7fa0_1234);
        assertThat(hexOf(Double.class, -0.0)).isEqualTo("8000000000000000");
    }

    @Test
    void enumWithoutNumbersCountsFromZero() {
        assertThat(hexOf(Plain.class, Plain.SECOND)).isEqualTo(ONE);
        assertThat(hexOf(Colour.class, Colour.BLUE)).isEqualTo("fffffffb");
        assertFault(Plain.class, "00000002", Reason.MISMATCH, "is 2, which no constant has (expected: Plain: FIRST 0");
    }

    @Test
    void unionIsToldByTheIntInFront() {
        assertThat(hexOf(Figure.class, new Label("ab"))).isEqualTo("00000002" + "00000002" + "61620000");
        assertThat(hexOf(Figure.class, new Other(Colour.BLUE))).isEqualTo("fffffffb");
        assertThat(read(Figure.class, "fffffffb")).isEqualTo(new Other(Colour.BLUE));
        assertFault(Figure.class, "00000009", Reason.MISMATCH, "field \"kind\" is 9, which no constant has");
        assertFault(Closed.class, "00000009", Reason.MISMATCH, "has the discriminant 9 (expected: [4, 5, 6])");
        assertMismatch(Figure.class, new Other(Colour.RED), "has the discriminant 1, which is not one of Other");
    }

    @Test
    void recordOfSeveralNumbersKeepsItsOwn() {
        for (int number : new int[] {5, 6}) {
            String hex = "0000000" + number + "00000009";
            assertThat(read(Closed.class, hex)).isEqualTo(new Several(number, 9));
            assertThat(hexOf(Closed.class, new Several(number, 9))).isEqualTo(hex);
        }
        assertThat(hexOf(Closed.class, new Nothing())).isEqualTo("00000004");
    }

    @Test
    void linkedListIsWhatChainedRecordsAre() {
        assertThat(hexOf(Chain.class, new Chain(List.of(7, 8))))
                .isEqualTo(ONE + "00000007" + ONE + "00000008" + ZERO)
                .isEqualTo(hexOf(Holder.class, new Holder(new Node(7, new Node(8, null)))));
        Chain longer = new Chain(Collections.nCopies(10_000, 3));
        assertThat(read(Chain.class, hexOf(Chain.class, longer))).isEqualTo(longer);
    }

    @Test
    void optionalInAListMayBeMissing() {
        assertThat(hexOf(Gaps.class, new Gaps(List.of(Optional.of(5), Optional.empty()))))
                .isEqualTo("00000002" + ONE + "00000005" + ZERO);
    }

    @Test
    void severalValuesStandOneAfterTheOther() {
        ValueCodec<Object[]> pair = XdrCodec.of(CodecLimits.defaults()).ofAll(List.of(int.class, String.class));
        ByteBuf out = Unpooled.buffer();
        pair.encode(new Object[] {3, "a"}, out);

        assertThat(ByteBufUtil.hexDump(out)).isEqualTo("00000003" + ONE + "61000000");
        assertThat(pair.decode(out, 0, out.readableBytes())).containsExactly(3, "a");
    }

    @Test
    void onlyTheOneWayToWriteIsRead() {
        assertFault(Boolean.class, "00000002", Reason.MALFORMED, "is 2 (expected: 0 or 1");
        assertFault(String.class, ONE + "61000001", Reason.MALFORMED, "is filled with other bytes than zero");
        assertFault(String.class, ONE + "ff000000", Reason.MALFORMED, "not valid UTF-8");
        assertFault(Integer.class, ONE + ZERO, Reason.MALFORMED, "goes on for 4 bytes after its value");
        assertFault(Integer.class, "000000", Reason.MALFORMED, "is cut off: 4 bytes expected, 3 left");
        assertFault(String.class, "00000005" + "61626364", Reason.MALFORMED, "8 bytes expected, 4 left");
    }

    /** A length is checked before anything is made of it; were it not, each of these would need gigabytes. */
    @Test
    void announcedLengthReservesNothing() {
        assertFault(byte[].class, "7fffffff", Reason.MALFORMED, "2147483648 bytes expected, 0 left");
        assertFault(String.class, "ffffffff", Reason.LIMIT, "has 4294967295 bytes, which exceeds its maximum");
        assertFault(long[].class, "7fffffff", Reason.MALFORMED, "2147483647 elements take at least 17179869176 bytes");
        assertFault(Void2.class, "7fffffff", Reason.LIMIT, "exceeds tokensMax 250000");
        assertFault(Huge.class, ZERO, Reason.MALFORMED, "elements take at least 8000000000 bytes (left: 4)");
    }

    @Test
    void maximumHoldsBothWays() {
        assertFault(
                Short3.class,
                "00000004" + "61626364",
                Reason.LIMIT,
                "field \"text\" has 4 bytes, which exceeds its maximum 3");
        assertThatThrownBy(() -> hexOf(Short3.class, new Short3("abcd", List.of())))
                .hasMessageContaining("field \"text\" has 4 bytes, which exceeds its maximum 3");
        assertThatThrownBy(() -> hexOf(Short3.class, new Short3("", List.of(1, 2))))
                .hasMessageContaining("field \"numbers\" has 2 elements, which exceeds its maximum 1");
        assertMismatch(Fixed.class, new Fixed(new byte[3]), "has 3 bytes (expected: exactly 4)");
    }

    @Test
    void depthIsLimitedBothWays() {
        Node deep = null;
        for (int i = 0; i < 40; i++) {
            deep = new Node(i, deep);
        }
        Node deepest = deep;
        assertThatThrownBy(() -> hexOf(Node.class, deepest))
                .isInstanceOfSatisfying(
                        CodecException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT))
                .hasMessageContaining("depth 65, which exceeds depthMax 64");
        assertFault(Node.class, (ONE + ONE).repeat(100), Reason.LIMIT, "depth 65, which exceeds depthMax 64");
    }

    @Test
    void elementsOfAMessageAreLimitedTogether() {
        ValueCodec<Chain> few =
                XdrCodec.of(CodecLimits.defaults().withTokensMax(10)).of(Chain.class);
        byte[] bytes = ByteBufUtil.decodeHexDump((ONE + ZERO).repeat(9) + ZERO);

        assertThatThrownBy(() -> CodecContract.decode(few, bytes)).hasMessageContaining("exceeds tokensMax 10");
        assertThatThrownBy(() -> few.encode(new Chain(Collections.nCopies(11, 0)), Unpooled.buffer()))
                .hasMessageContaining("exceeds tokensMax 10");
    }

    @Test
    void nullIsRefusedWhereNothingSaysThatItMayBe() {
        assertMismatch(Short3.class, new Short3(null, List.of()), "field \"text\" is null (expected: string)");
    }

    @Test
    void componentThatItsRecordRefusesIsAMismatch() {
        assertFault(Picky.class, "ffffffff", Reason.MISMATCH, "is refused by Picky with IllegalArgumentException");
    }

    private static Corpus sample(int seed, String text, @Nullable Node chain) {
        return new Corpus(
                XdrSamples.numbers(seed),
                new byte[] {1, 2, 3, 4, 5},
                new byte[seed],
                text,
                new int[] {1, 2, 3},
                new long[] {seed},
                List.of(text),
                List.of(new Contents(XdrSamples.numbers(seed)), new Label("x"), new Other(Colour.BLUE)),
                chain,
                Optional.empty());
    }

    private static <T> T read(Class<T> type, String hex) {
        ValueCodec<T> codec = XdrCodec.of(CodecLimits.defaults()).of(type);
        return CodecContract.decode(codec, ByteBufUtil.decodeHexDump(hex));
    }

    private static <T> String hexOf(Class<T> type, T value) {
        ByteBuf out = Unpooled.buffer();
        XdrCodec.of(CodecLimits.defaults()).<T>of(type).encode(value, out);
        return ByteBufUtil.hexDump(out);
    }

    private static void assertFault(Class<?> type, String hex, Reason reason, String text) {
        assertThatThrownBy(() -> read(type, hex))
                .isInstanceOfSatisfying(
                        CodecException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(text);
    }

    private static <T> void assertMismatch(Class<T> type, T value, String text) {
        assertThatThrownBy(() -> hexOf(type, value))
                .isInstanceOfSatisfying(
                        CodecException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MISMATCH))
                .hasMessageContaining(text);
    }

    record File(
            @XdrMax(255) String name,
            FileType type,
            @XdrMax(32) String owner,
            byte @XdrMax(65535) [] data) {}

    sealed interface FileType {}

    @XdrCase(0)
    record Text() implements FileType {}

    @XdrCase(1)
    record Data(@XdrMax(255) String creator) implements FileType {}

    @XdrCase(2)
    record Executable(@XdrMax(255) String interpreter) implements FileType {}

    record Unsigned(@XdrUnsigned long small, @XdrUnsigned BigInteger large) {}

    enum Plain {
        FIRST,
        SECOND
    }

    sealed interface Closed {}

    @XdrCase(4)
    record Nothing() implements Closed {}

    @XdrCase({5, 6})
    record Several(@XdrDiscriminant int number, int value) implements Closed {}

    record Holder(@Nullable Node node) {}

    record Gaps(List<Optional<Integer>> values) {}

    record Empty() {}

    record Void2(List<Empty> empties) {}

    record Huge(long @XdrFixed(1_000_000_000) [] values) {}

    record Short3(@XdrMax(3) String text, @XdrMax(1) List<Integer> numbers) {}

    record Fixed(byte @XdrFixed(4) [] bytes) {}

    record Picky(int value) {
        Picky {
            if (value < 0) {
                throw new IllegalArgumentException();
            }
        }
    }
}
