package dev.socle.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.codec.CodecException.Reason;
import dev.socle.messaging.codec.Samples.Circle;
import dev.socle.messaging.codec.Samples.Drawing;
import dev.socle.messaging.codec.Samples.Figure;
import dev.socle.messaging.codec.Samples.Greet;
import dev.socle.messaging.codec.Samples.Square;
import dev.socle.messaging.codec.Samples.Times;
import dev.socle.messaging.codec.Samples.Tree;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are made to hurt, and what becomes of them; the numbers are those of the threat list. */
interface HostileMessageContract {

    String SECRET = "s3cret";

    Codec codec(CodecLimits limits, boolean strict);

    byte[] bytes(String json);

    /** Arrays inside each other, none of them closed. */
    byte[] nested(int depth);

    /** A {@link Greet} whose name has these bytes. */
    byte[] greetWithName(byte[] utf8);

    /** R1. */
    @Test
    default void depthIsRefusedAtItsLimit() {
        for (Type type : new Type[] {Greet.class, Tree.class, Figure.class, Drawing.class, int[][].class}) {
            assertThatThrownBy(() -> read(type, nested(100_000))).isInstanceOf(CodecException.class);
        }
        String deep = "[".repeat(70) + "]".repeat(70);
        refusedByLimit(Greet.class, bytes("{\"x\":" + deep + ",\"name\":\"a\"}"), "depth of 65 exceeds depthMax 64");
        String trees = "{\"name\":\"a\",\"children\":[".repeat(40) + "]}".repeat(40);
        refusedByLimit(Tree.class, bytes(trees), "depth of 65 exceeds depthMax 64");
        String fits = "[".repeat(63) + "]".repeat(63);
        assertThat(read(Greet.class, bytes("{\"x\":" + fits + ",\"name\":\"a\"}")))
                .isEqualTo(new Greet("a"));
    }

    /** R2. */
    @Test
    default void hugeNumberIsRefused() {
        byte[] digits = bytes("7".repeat(1_000_000));
        for (Type type : new Type[] {int.class, long.class, double.class, BigInteger.class, BigDecimal.class}) {
            assertThatThrownBy(() -> read(type, digits)).isInstanceOf(CodecException.class);
        }
        for (String exponent : new String[] {"1e1000000000", "1e-1000000000", "1E+20000"}) {
            for (Type type : new Type[] {int.class, BigInteger.class, BigDecimal.class}) {
                assertThatThrownBy(() -> read(type, bytes(exponent))).isInstanceOf(CodecException.class);
            }
        }
    }

    /** R3. */
    @Test
    default void hugeStringNameAndCountAreRefusedByTheirLimit() {
        CodecLimits limits = CodecLimits.defaults();
        String text = SECRET.repeat(limits.stringLengthMax() / SECRET.length() + 1);
        refusedByLimit(Greet.class, bytes("{\"name\":\"" + text + "\"}"), "exceeds stringLengthMax 1048576");
        String name = SECRET.repeat(limits.nameLengthMax() / SECRET.length() + 1);
        refusedByLimit(Greet.class, bytes("{\"" + name + "\":1}"), "exceeds nameLengthMax 256");
        refusedByLimit(int[].class, bytes("[0" + ",0".repeat(limits.tokensMax()) + "]"), "exceeds tokensMax 250000");
        refusedByLimit(Greet.class, new byte[limits.messageBytesMax() + 1], "exceeds messageBytesMax 4194304");
    }

    /** R5. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@class\":\"%s\",\"name\":\"a\"}",
                "{\"@type\":\"%s\",\"name\":\"a\"}",
                "{\"class\":\"%s\",\"name\":\"a\"}",
                "{\"name\":\"a\",\"x\":[\"%s\",{\"y\":1}]}",
                "[\"%s\",{\"name\":\"a\"}]",
                "{\"name\":[\"%s\",\"a\"]}",
            })
    default void classNamedByAMessageIsNotLoaded(String json) {
        byte[] bytes = bytes(json.formatted(Canary.class.getName()));
        for (Type type : new Type[] {Greet.class, Figure.class, Tree.class}) {
            try {
                read(type, bytes);
            } catch (CodecException expected) {
                assertThat(expected).hasMessageNotContaining("Canary");
            }
        }
        assertThat(Nest.sang).isFalse();
    }

    /** R10. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "c0af",
                "c080",
                "c3",
                "c328",
                "e08080",
                "e0809f",
                "e282",
                "eda080",
                "edbfbf",
                "f0808080",
                "f0288c28",
                "f4908080",
                "f5808080",
                "ff",
                "fe",
                "f09f98"
            })
    default void textThatIsNotUtf8IsRefused(String hex) {
        byte[] bytes = greetWithName(ByteBufUtil.decodeHexDump(hex));

        assertThatThrownBy(() -> read(Greet.class, bytes))
                .isInstanceOfSatisfying(
                        CodecException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED))
                .hasMessageContaining("is not valid UTF-8 at byte ");
    }

    @Test
    default void textAtTheEdgesOfUtf8IsRead() {
        for (String text : new String[] {
            "\u0080", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff", "\ud800\udc00", "\udbff\udfff", "\ufffd"
        }) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            assertThat(read(Greet.class, greetWithName(utf8))).isEqualTo(new Greet(text));
        }
    }

    /** R12. */
    @Test
    default void valueWithoutEndIsNotWritten() {
        List<Tree> children = new ArrayList<>();
        Tree cycle = new Tree("a", children);
        children.add(cycle);
        ByteBuf out = Unpooled.buffer();

        assertThatThrownBy(() ->
                        codec(CodecLimits.defaults(), false).of(Tree.class).encode(cycle, out))
                .hasMessageEndingWith("of Tree: depth of 65 exceeds depthMax 64");
        List<Tree> endless = Collections.nCopies(Integer.MAX_VALUE, new Tree("a", List.of()));
        assertThatThrownBy(() ->
                        codec(CodecLimits.defaults(), false).of(Tree.class).encode(new Tree("a", endless), out))
                .isInstanceOfSatisfying(
                        CodecException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT))
                .hasMessageContaining("exceeds messageBytesMax 4194304");
        assertThat(out.writerIndex()).isZero();
        assertThat(out.capacity()).isLessThanOrEqualTo(8 << 20);
    }

    /** R13. */
    @Test
    default void keysWithOneHashDoNotCostQuadraticTime() {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < 1 << 15; i++) {
            json.append(i == 0 ? "\"" : ",\"");
            for (int bit = 0; bit < 15; bit++) {
                json.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            json.append("\":1");
        }
        byte[] bytes = bytes(json.append('}').toString());
        Map<?, ?> map = (Map<?, ?>) withinCpuTime(Duration.ofSeconds(5), () -> read(Samples.generic("counts"), bytes));

        assertThat(map).hasSize(1 << 15);
    }

    /** R14. */
    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "9007199254740993", "\"NaN\"", "\"1\"", "true", "[1]"})
    default void numberThatDoesNotFitADoubleIsRefused(String json) {
        assertThatThrownBy(() -> read(Circle.class, bytes("{\"radius\":" + json + "}")))
                .hasMessageContaining("field \"radius\" is ");
    }

    @Test
    default void wholeNumberIsADoubleWhenItStaysTheSame() {
        assertThat(read(Circle.class, bytes("{\"radius\":9007199254740992}")))
                .isEqualTo(new Circle(9007199254740992.0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1000000001-01-01T00:00:00Z", "2026-02-30T00:00:00Z", "s3cret"})
    default void timeThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> read(Times.class, bytes("{\"instant\":\"" + text + "\"}")))
                .hasMessageEndingWith("field \"instant\" is no such value (expected: instant)");
    }

    /** R15: a tag behind everything else, level in level, makes a reader look ahead again and again. */
    @Test
    default void tagsThatComeLastAreReadInReasonableTime() {
        String padding = "\"x\":[" + "0,".repeat(500) + "0],";
        StringBuilder json = new StringBuilder("{\"radius\":1,\"shape\":\"circle\"}");
        for (int i = 0; i < 60; i++) {
            json.insert(0, "{" + padding + "\"side\":1,\"inside\":").append(",\"shape\":\"square\"}");
        }
        byte[] bytes = bytes(json.toString());

        assertThat(withinCpuTime(Duration.ofSeconds(2), () -> read(Figure.class, bytes)))
                .isInstanceOf(Square.class);
    }

    /** A bound on work, not on waiting: a busy machine does not change it. */
    private static Object withinCpuTime(Duration max, Supplier<Object> work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        Object result = work.get();
        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before)).isLessThan(max);
        return result;
    }

    private Object read(Type type, byte[] bytes) {
        return CodecContract.decode(codec(CodecLimits.defaults(), false).<Object>of(type), bytes);
    }

    private void refusedByLimit(Type type, byte[] bytes, String message) {
        assertThatThrownBy(() -> read(type, bytes))
                .isInstanceOfSatisfying(
                        CodecException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT))
                .hasMessageContaining(message)
                .hasMessageNotContaining(SECRET);
    }

    /** Knows whether the canary sang. */
    final class Nest {
        static boolean sang;

        private Nest() {}
    }

    /** Sings as soon as it is initialised. */
    final class Canary {
        static {
            Nest.sang = true;
        }

        public Canary() {}
    }
}
