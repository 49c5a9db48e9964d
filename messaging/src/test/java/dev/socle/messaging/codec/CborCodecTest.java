package dev.socle.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.codec.CodecException.Reason;
import dev.socle.messaging.codec.Samples.Circle;
import dev.socle.messaging.codec.Samples.Greet;
import dev.socle.messaging.codec.Samples.GreetMany;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.cbor.CBORFactory;

class CborCodecTest implements RecordCodecContract, HostileMessageContract {

    @Override
    public Codec codec(CodecLimits limits, boolean strict) {
        return CborCodec.of(limits, strict);
    }

    @Override
    public MimeType expectedType() {
        return MimeType.CBOR;
    }

    @Override
    public byte[] bytes(String json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonFactory unlimited = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build())
                .build();
        try (JsonParser in = unlimited.createParser(ObjectReadContext.empty(), json);
                JsonGenerator generator = new CBORFactory().createGenerator(ObjectWriteContext.empty(), out)) {
            while (in.nextToken() != null) {
                generator.copyCurrentEventExact(in);
            }
        }
        return out.toByteArray();
    }

    @Test
    void recordHasTheGoldenBytes() {
        ByteBuf out = Unpooled.buffer();
        codec(CodecLimits.defaults()).of(GreetMany.class).encode(new GreetMany("Ada", 3), out);

        assertThat(ByteBufUtil.hexDump(out)).isEqualTo("bf" + "646e616d65" + "63416461" + "65636f756e74" + "03" + "ff");
    }

    @Test
    void otherFormsOfTheSameRecordAreRead() {
        ValueCodec<GreetMany> values = codec(CodecLimits.defaults()).of(GreetMany.class);
        GreetMany expected = new GreetMany("Ada", 3);

        for (String hex : new String[] {
            "a2646e616d656341646165636f756e7403", // a map that says its size
            "a265636f756e7403646e616d6563416461", // the other order
            "d9d9f7a2646e616d656341646165636f756e7403", // tagged as CBOR
            "a2646e616d657f624164616 1ff65636f756e74190003"
                    .replace(" ", ""), // text in parts, a number longer than needed
        }) {
            assertThat(CodecContract.decode(values, ByteBufUtil.decodeHexDump(hex)))
                    .isEqualTo(expected);
        }
    }

    /** R14: floating-point numbers that are none. */
    @ParameterizedTest
    @ValueSource(strings = {"f97e00", "f97c00", "fa7f800000", "fb7ff8000000000000", "fbfff0000000000000"})
    void numberThatIsNotFiniteIsRefused(String hex) {
        byte[] bytes = ByteBufUtil.decodeHexDump("a166726164697573" + hex);

        assertThatThrownBy(
                        () -> CodecContract.decode(codec(CodecLimits.defaults()).of(Circle.class), bytes))
                .hasMessageContaining("field \"radius\" is not a finite number");
    }

    /** R2: few bytes that stand for a large number. */
    @Test
    void hugeNumberInFewBytesIsRefused() {
        byte[] fraction = ByteBufUtil.decodeHexDump("c4821a3b9aca0001");
        assertThatThrownBy(
                        () -> CodecContract.decode(codec(CodecLimits.defaults()).of(BigDecimal.class), fraction))
                .hasMessageContaining("has a scale of");

        byte[] big = ByteArrays.concat(ByteBufUtil.decodeHexDump("c259ffff"), new byte[0xFFFF]);
        Arrays.fill(big, 4, big.length, (byte) 1);
        assertThatThrownBy(
                        () -> CodecContract.decode(codec(CodecLimits.defaults()).of(BigInteger.class), big))
                .isInstanceOf(CodecException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7a7fffffff", "5b7fffffffffffffff", "5bffffffffffffffff", "a1646e616d657a40000000aa"})
    void stringLongerThanTheMessageIsRefusedBeforeMemoryIsTaken(String hex) {
        assertThatThrownBy(() -> CodecContract.decode(
                        codec(CodecLimits.defaults()).of(Greet.class), ByteBufUtil.decodeHexDump(hex)))
                .isInstanceOfSatisfying(
                        CodecException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED))
                .hasMessageContaining("is cut off");
    }

    @Override
    public byte[] nested(int depth) {
        byte[] bytes = new byte[depth];
        Arrays.fill(bytes, (byte) 0x81);
        return bytes;
    }

    @Override
    public byte[] greetWithName(byte[] utf8) {
        return ByteArrays.concat(
                ByteBufUtil.decodeHexDump("a1646e616d65"), new byte[] {(byte) (0x60 + utf8.length)}, utf8);
    }
}
