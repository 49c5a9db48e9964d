package dev.socle.messaging.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.codec.CodecException;
import dev.socle.messaging.codec.Codecs;
import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.codec.ValueCodec;
import dev.socle.messaging.service.Greeter.Person;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class ArgumentsCodecTest {

    private final MethodCodecs codecs = new MethodCodecs(Codecs.defaults());
    private final ServiceMethod method = ServiceMethodTest.method(Mixed.class, "mix");
    private final ValueCodec<Object> json = codecs.request(method, MimeType.JSON);
    private final ValueCodec<Object> cbor = codecs.request(method, MimeType.CBOR);

    @Test
    void writesAJsonArray() {
        ByteBuf out = Unpooled.buffer();

        json.encode(arguments(), out);

        assertThat(out.toString(UTF_8)).isEqualTo("[{\"name\":\"A,]\\\"\"},7,[\"x\",\"]\"],{\"k\":[1,2]}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/cbor"})
    void readsWhatItWrote(String type) {
        ValueCodec<Object> codec = codecs.request(method, MimeType.parse(type));
        ByteBuf out = Unpooled.buffer().writeZero(3);

        codec.encode(arguments(), out);
        out.writeZero(2);

        assertThat((Object[]) codec.decode(out, 3, out.readableBytes() - 5)).containsExactly(arguments());
    }

    @Test
    void readsBlanksAroundElements() {
        assertThat(read(json, " [ {\"name\" : \"Ada\"} ,\t7\r\n, [ ] , {} ] "))
                .containsExactly(new Person("Ada"), 7, List.of(), Map.of());
    }

    @Test
    void readsIndefiniteCbor() {
        // 9F start of array; BF map until break; 7F text in parts
        assertThat(read(cbor, hex("9fbf646e616d657f6241646161ffff079f6178ffa0ff")))
                .containsExactly(new Person("Ada"), 7, List.of("x"), Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "{}",
                "7",
                "[",
                "[1",
                "[\"a",
                "[\"a\\",
                "[{\"name\":\"Ada\"},7,[],{}",
                "[{\"name\":\"Ada\"},7,[],{}]]",
                "[{\"name\":\"Ada\"},7,[],{}] 1",
                "[{\"name\":\"Ada\"},7,[],]",
                "[{\"name\":\"Ada\"},,[],{}]",
                "[{\"name\":\"Ada\"},7},[],{}]",
                "[{\"name\":\"Ada\"},null,[],{}]",
                "[{\"name\":\"Ada\"},\"seven\",[],{}]",
                "[]",
                "[{\"name\":\"Ada\"},7,[]]",
                "[{\"name\":\"Ada\"},7,[],{},8]"
            })
    void refusesOtherJson(String text) {
        assertThatThrownBy(() -> read(json, text)).isInstanceOf(CodecException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "80",
                "83a0",
                "84",
                "84a1646e616d65634164610780",
                "84a1646e616d65634164610780a0f6",
                "85a1646e616d65634164610780a0f6",
                "9fa1646e616d65634164610780a0",
                "9b7fffffffffffffff",
                "9bffffffffffffffff",
                "845b7fffffffffffffff",
                "84ff",
                "841c",
                "84a1646e616d6563416461f680a0",
                "a0"
            })
    void refusesOtherCbor(String bytes) {
        assertThatThrownBy(() -> read(cbor, hex(bytes))).isInstanceOf(CodecException.class);
    }

    @Test
    void refusesNestingBeyondTheLimitWithoutAStackOverflow() {
        byte[] nested = new byte[100_001];
        java.util.Arrays.fill(nested, (byte) 0x81);
        nested[0] = (byte) 0x84;

        assertThatThrownBy(() -> read(cbor, nested))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("nested deeper than 64");
        assertThatThrownBy(() -> read(json, "[".repeat(100_000))).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> read(json, "[".repeat(100_000) + "]".repeat(100_000)))
                .isInstanceOf(CodecException.class);
    }

    @Test
    void saysWhichArgumentIsBad() {
        assertThatThrownBy(() -> read(json, "[{\"name\":\"Ada\"},\"seven\",[],{}]"))
                .hasMessageStartingWith("argument #2: ");
        assertThatThrownBy(() -> read(json, "[{\"name\":\"Ada\"},7,[]]"))
                .hasMessage("array of 3 arguments (expected: 4)");
    }

    @Test
    void neverFailsOtherwiseOnRandomBytes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        ByteBuf written = Unpooled.buffer();
        cbor.encode(arguments(), written);
        byte[] cborBytes = ByteBufUtil.getBytes(written);
        written.clear();
        json.encode(arguments(), written);
        byte[] jsonBytes = ByteBufUtil.getBytes(written);

        for (int i = 0; i < 20_000; i++) {
            mutateAndRead(cbor, cborBytes, random, seed);
            mutateAndRead(json, jsonBytes, random, seed);
        }
    }

    @Test
    void otherFormatsHaveNoArrays() {
        assertThatThrownBy(() -> ArgumentsCodec.of(MimeType.TEXT, List.of()))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(
                        "several parameters travel as application/json or application/cbor, not as text/plain");
    }

    private static void mutateAndRead(ValueCodec<Object> codec, byte[] bytes, Random random, long seed) {
        byte[] mutated = bytes.clone();
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
        }
        int length = random.nextBoolean() ? mutated.length : random.nextInt(mutated.length);
        try {
            codec.decode(Unpooled.wrappedBuffer(mutated), 0, length);
        } catch (CodecException expected) {
            // any other exception fails the test
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ", bytes " + ByteBufUtil.hexDump(mutated, 0, length), e);
        }
    }

    private static Object[] arguments() {
        return new Object[] {new Person("A,]\""), 7, List.of("x", "]"), Map.of("k", List.of(1, 2))};
    }

    private static Object[] read(ValueCodec<Object> codec, String text) {
        return read(codec, text.getBytes(UTF_8));
    }

    private static Object[] read(ValueCodec<Object> codec, byte[] bytes) {
        return (Object[]) codec.decode(Unpooled.wrappedBuffer(bytes), 0, bytes.length);
    }

    private static byte[] hex(String bytes) {
        return ByteBufUtil.decodeHexDump(bytes);
    }

    interface Mixed {
        Mono<Integer> mix(Person who, int number, List<String> texts, Map<String, List<Integer>> lists);
    }
}
