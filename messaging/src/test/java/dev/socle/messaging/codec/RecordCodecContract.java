package dev.socle.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.codec.CodecException.Reason;
import dev.socle.messaging.codec.Samples.Boxes;
import dev.socle.messaging.codec.Samples.Circle;
import dev.socle.messaging.codec.Samples.Colour;
import dev.socle.messaging.codec.Samples.Drawing;
import dev.socle.messaging.codec.Samples.Event;
import dev.socle.messaging.codec.Samples.Figure;
import dev.socle.messaging.codec.Samples.Greet;
import dev.socle.messaging.codec.Samples.GreetMany;
import dev.socle.messaging.codec.Samples.GreetPage;
import dev.socle.messaging.codec.Samples.Many;
import dev.socle.messaging.codec.Samples.Maybe;
import dev.socle.messaging.codec.Samples.Nothing;
import dev.socle.messaging.codec.Samples.Numbers;
import dev.socle.messaging.codec.Samples.Page;
import dev.socle.messaging.codec.Samples.Positive;
import dev.socle.messaging.codec.Samples.Renamed;
import dev.socle.messaging.codec.Samples.Square;
import dev.socle.messaging.codec.Samples.Started;
import dev.socle.messaging.codec.Samples.Stopped;
import dev.socle.messaging.codec.Samples.Times;
import dev.socle.messaging.codec.Samples.Tree;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the codecs for records promise: one policy, whatever the format. */
interface RecordCodecContract extends CodecContract {

    Codec codec(CodecLimits limits, boolean strict);

    /** The message that a JSON text stands for, in the codec's format. */
    byte[] bytes(String json);

    @Override
    default Codec codec(CodecLimits limits) {
        return codec(limits, false);
    }

    @Override
    default Type type() {
        return Figure.class;
    }

    @Override
    default List<Object> samples() {
        return List.of(new Square(2, new Square(1.5, new Circle(0.25))), new Circle(-0.0), new Square(1, null));
    }

    @Test
    default void numbersKeepTheirValue() {
        thereAndBack(new Numbers(
                Byte.MIN_VALUE,
                Short.MAX_VALUE,
                Integer.MIN_VALUE,
                (1L << 53) + 1,
                -0.0f,
                Double.MIN_VALUE,
                BigInteger.TWO.pow(200).negate(),
                new BigDecimal("123456789012345678901234567890.10")));
        thereAndBack(new Boxes(1, Long.MAX_VALUE, Double.MAX_VALUE, true));
    }

    @Test
    default void timesKeepTheirValueAtTheirEnds() {
        thereAndBack(new Times(
                Instant.MAX,
                Duration.ofSeconds(Long.MIN_VALUE),
                LocalDate.MAX,
                LocalTime.MAX,
                LocalDateTime.MIN,
                OffsetDateTime.MIN));
    }

    @Test
    default void textsKeepTheirValue() {
        var texts = new Samples.Texts(
                "\u0000\"\\\n\u00e4\u20ac\ud83d\ude00",
                '\u20ac',
                new UUID(1, 2),
                URI.create("tcp://h:1"),
                new byte[] {0, -1},
                Colour.GREEN);
        ValueCodec<Samples.Texts> values = codec(CodecLimits.defaults()).of(Samples.Texts.class);
        ByteBuf out = Unpooled.buffer();
        values.encode(texts, out);

        assertThat(values.decode(out, 0, out.readableBytes()))
                .usingRecursiveComparison()
                .isEqualTo(texts);
    }

    @Test
    default void absentIsLeftOutAndNullMeansTheSame() {
        ValueCodec<Maybe> values = codec(CodecLimits.defaults()).of(Maybe.class);
        Maybe absent = new Maybe(null, Optional.empty(), null);

        thereAndBack(absent);
        thereAndBack(new Maybe("a", Optional.of("b"), 1));
        assertThat(decode(values, "{}")).isEqualTo(absent);
        assertThat(decode(values, "{\"nullable\":null,\"optional\":null,\"number\":null}"))
                .isEqualTo(absent);
        ByteBuf out = Unpooled.buffer();
        values.encode(absent, out);
        assertThat(out.readableBytes()).isEqualTo(2);
    }

    @Test
    default void collectionsKeepTheirValues() {
        ValueCodec<Many> values = codec(CodecLimits.defaults()).of(Many.class);
        Many many = new Many(
                List.of("a", ""),
                Set.of(1, -1),
                List.of(Colour.RED),
                new int[] {1, 1 << 30},
                new String[][] {{"x"}, {}},
                Map.of("k", List.of(Long.MIN_VALUE), "", List.of()),
                Map.of(Colour.RED, new Greet("Ada")),
                Map.of(-7, true));
        ByteBuf out = Unpooled.buffer();
        values.encode(many, out);

        assertThat(values.decode(out, 0, out.readableBytes()))
                .usingRecursiveComparison()
                .isEqualTo(many);
    }

    @Test
    default void namedGenericAndRecursiveTypesAreKept() {
        thereAndBack(new Tree("a", List.of(new Tree("b", List.of()), new Tree("c", List.of()))));
        thereAndBack(new GreetPage(new Page<>(List.of(new Greet("Ada")), 1)));
        thereAndBack(new Renamed("x"));
        thereAndBack(new Nothing());
        assertThat(codec(CodecLimits.defaults()).<Renamed>of(Renamed.class))
                .satisfies(values ->
                        assertThat(decode(values, "{\"class\":\"x\"}")).isEqualTo(new Renamed("x")));
    }

    @Test
    default void recordOfAFamilyIsToldByItsTagWhereverItStands() {
        ValueCodec<Drawing> values = codec(CodecLimits.defaults()).of(Drawing.class);
        Drawing drawing = new Drawing(List.of(new Square(2, new Circle(1))));

        thereAndBack(drawing);
        assertThat(decode(
                        values,
                        "{\"figures\":[{\"shape\":\"square\",\"side\":2,\"inside\":"
                                + "{\"x\":[{\"shape\":1}],\"radius\":1,\"shape\":\"circle\"}}]}"))
                .isEqualTo(drawing);
        assertThat(decode(
                        values,
                        "{\"figures\":[{\"side\":2,\"inside\":{\"radius\":1,\"shape\":\"circle\"},"
                                + "\"shape\":\"square\"}]}"))
                .isEqualTo(drawing);
        ValueCodec<Event> events = codec(CodecLimits.defaults()).of(Event.class);
        assertThat(decode(events, "{\"by\":\"me\",\"type\":\"started\"}")).isEqualTo(new Started("me"));
        assertThat(decode(events, "{\"type\":\"stopped\"}")).isEqualTo(new Stopped());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | field \"shape\" is missing or no string (expected: circle, square)",
                "{\"shape\":1,\"radius\":1} | field \"shape\" is missing or no string (expected: circle, square)",
                "{\"radius\":1,\"shape\":\"oval\"} | field \"shape\" names none of them (expected: circle, square)",
                "{\"shape\":\"circle\",\"shape\":\"circle\",\"radius\":1} | field \"shape\" is there twice",
                "{\"radius\":1,\"shape\":\"circle\",\"shape\":\"square\"} | field \"shape\" is there twice",
                "[] | the value is an array (expected: object Figure)",
            })
    default void tagThatDoesNotDecideIsRefused(String json, String message) {
        ValueCodec<Figure> values = codec(CodecLimits.defaults()).of(Figure.class);

        assertThatThrownBy(() -> decode(values, json)).hasMessageEndingWith("of Figure: " + message);
    }

    /** R7: unknown, missing, null, twice, wrong kind. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"count\":1} | field \"name\" is missing (expected: string)",
                "{\"name\":\"a\"} | field \"count\" is missing (expected: int32)",
                "{\"name\":\"a\",\"count\":null} | field \"count\" is null (expected: int32)",
                "{\"name\":null,\"count\":1} | field \"name\" is null (expected: string)",
                "{\"name\":\"a\",\"name\":\"b\",\"count\":1} | field \"name\" is there twice",
                "{\"name\":\"a\",\"count\":\"1\"} | field \"count\" is a string (expected: int32)",
                "{\"name\":\"a\",\"count\":true} | field \"count\" is a boolean (expected: int32)",
                "{\"name\":\"a\",\"count\":1.0} | field \"count\" is a number with a fraction (expected: int32)",
                "{\"name\":\"a\",\"count\":2147483648} | field \"count\" is out of range (expected: int32)",
                "{\"name\":1,\"count\":1} | field \"name\" is a whole number (expected: string)",
                "{\"name\":{},\"count\":1} | field \"name\" is an object (expected: string)",
                "[] | the value is an array (expected: object GreetMany)",
                "null | the value is null (expected: object GreetMany)",
                "\"\" | the value is a string (expected: object GreetMany)",
            })
    default void valueThatDoesNotFitIsRefusedByItsField(String json, String message) {
        ValueCodec<GreetMany> values = codec(CodecLimits.defaults()).of(GreetMany.class);

        assertThatThrownBy(() -> decode(values, json))
                .isInstanceOfSatisfying(
                        CodecException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MISMATCH))
                .hasMessageEndingWith("of GreetMany: " + message);
    }

    @Test
    default void fieldThatATypeDoesNotKnowIsIgnoredOrRefusedAsChosen() {
        String json = "{\"extra\":{\"a\":[1,{\"name\":2}]},\"name\":\"Ada\"}";

        assertThat(decode(codec(CodecLimits.defaults(), false).of(Greet.class), json))
                .isEqualTo(new Greet("Ada"));
        assertThatThrownBy(() -> decode(codec(CodecLimits.defaults(), true).of(Greet.class), json))
                .hasMessageEndingWith("of Greet: field \"extra\" is unknown to Greet");
    }

    @Test
    default void pathToTheFieldIsNamedAndKeysAreNot() {
        ValueCodec<Tree> trees = codec(CodecLimits.defaults()).of(Tree.class);
        assertThatThrownBy(() ->
                        decode(trees, "{\"name\":\"a\",\"children\":[{\"name\":\"b\",\"children\":[]},{\"name\":7}]}"))
                .hasMessageContaining("field \"children[1].name\" is a whole number");

        ValueCodec<Map<String, List<Greet>>> maps =
                codec(CodecLimits.defaults()).of(Samples.generic("greets"));
        assertThatThrownBy(() -> decode(maps, "{\"s3cret\":[{\"name\":7}]}"))
                .hasMessageContaining("field \"[…][0].name\" is a whole number");
        assertThatThrownBy(() -> decode(maps, "{\"s3cret\":[],\"s3cret\":[]}"))
                .hasMessageEndingWith("field \"[…]\" has a key twice");
    }

    @Test
    default void constantThatIsNoneIsRefusedWithTheNamesThereAre() {
        ValueCodec<Colour> values = codec(CodecLimits.defaults()).of(Colour.class);

        assertThat(decode(values, "\"RED\"")).isEqualTo(Colour.RED);
        assertThatThrownBy(() -> decode(values, "\"s3cret\""))
                .hasMessageEndingWith("the value is no name that it may have (expected: Colour: RED, GREEN)");
        assertThatThrownBy(() -> decode(values, "0")).hasMessageContaining("is a whole number");
    }

    @Test
    default void constructorThatRefusesIsNamedWithItsCause() {
        ValueCodec<Positive> values = codec(CodecLimits.defaults()).of(Positive.class);

        assertThatThrownBy(() -> decode(values, "{\"value\":-5}"))
                .isInstanceOf(CodecException.class)
                .hasMessageEndingWith("the value is refused by Positive with IllegalArgumentException")
                .hasRootCauseMessage("value: -5 (expected: > 0)");
    }

    @Test
    default void whatFollowsTheValueIsRefused() {
        ValueCodec<Greet> values = codec(CodecLimits.defaults()).of(Greet.class);
        byte[] once = bytes("{\"name\":\"Ada\"}");
        byte[] twice = Arrays.copyOf(once, once.length * 2);
        System.arraycopy(once, 0, twice, once.length, once.length);

        assertThatThrownBy(() -> CodecContract.decode(values, twice)).hasMessageEndingWith("goes on after its value");
        assertThatThrownBy(() -> CodecContract.decode(values, new byte[0])).hasMessageEndingWith("is empty");
    }

    @Test
    default void valueThatCannotBeSentIsRefusedByItsField() {
        Codec codec = codec(CodecLimits.defaults());
        ByteBuf out = Unpooled.buffer();

        assertThatThrownBy(() -> codec.of(Greet.class).encode(new Greet(null), out))
                .hasMessageEndingWith("of Greet: field \"name\" is null (expected: string)");
        List<Tree> children = new ArrayList<>();
        children.add(null);
        assertThatThrownBy(() -> codec.of(Tree.class).encode(new Tree("a", children), out))
                .hasMessageEndingWith("of Tree: field \"children[0]\" is null (expected: object Tree)");
        assertThatThrownBy(() -> codec.of(Greet.class).encode(new Greet("\ud83d"), out))
                .hasMessageContaining("half a surrogate pair");
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> codec.of(Circle.class).encode(new Circle(value), out))
                    .hasMessageEndingWith("field \"radius\" is not a finite number");
        }
        assertThat(out.writerIndex()).isZero();
        codec.of(Greet.class).encode(new Greet("Ada"), out);
        assertThat(codec.of(Greet.class).decode(out, 0, out.readableBytes())).isEqualTo(new Greet("Ada"));
    }

    @Test
    default void randomValuesGoThroughAndBack() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        ValueCodec<Map<String, List<Numbers>>> values =
                codec(CodecLimits.defaults()).of(Samples.generic("numbers"));
        for (int i = 0; i < 300; i++) {
            Map<String, List<Numbers>> value = randomMap(random);
            ByteBuf out = Unpooled.buffer();
            values.encode(value, out);
            assertThat(values.decode(out, 0, out.readableBytes()))
                    .as("seed %d", seed)
                    .isEqualTo(value);
        }
    }

    default <T> T decode(ValueCodec<T> values, String json) {
        return CodecContract.decode(values, bytes(json));
    }

    private void thereAndBack(Record value) {
        ValueCodec<Object> values = codec(CodecLimits.defaults(), true).of((Type) value.getClass());
        ByteBuf out = Unpooled.buffer();
        values.encode(value, out);
        assertThat(values.decode(out, 0, out.readableBytes())).isEqualTo(value);
    }

    private static Map<String, List<Numbers>> randomMap(Random random) {
        Map<String, List<Numbers>> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            List<Numbers> list = new ArrayList<>();
            for (int j = random.nextInt(3); j > 0; j--) {
                list.add(new Numbers(
                        (byte) random.nextInt(),
                        (short) random.nextInt(),
                        random.nextInt(),
                        random.nextLong() >> random.nextInt(64),
                        random.nextFloat() * random.nextInt(),
                        Math.scalb(random.nextDouble(), random.nextInt(600) - 300),
                        new BigInteger(random.nextInt(800), random),
                        new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt(40) - 20)));
            }
            map.put(randomText(random), list);
        }
        return map;
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            int point = random.nextInt(random.nextBoolean() ? 128 : Character.MAX_CODE_POINT + 1);
            text.appendCodePoint(point >= 0xD800 && point < 0xE000 ? 'x' : point);
        }
        return text.toString();
    }
}
