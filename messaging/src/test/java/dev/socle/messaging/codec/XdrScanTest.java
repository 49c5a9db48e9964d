package dev.socle.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"ArrayRecordComponent", "NullablePrimitive", "NullAway"}) // Such types are what this is about.
final class XdrScanTest {

    @Test
    void everyFaultIsToldAtOnce() {
        assertThat(faults(Bad.class))
                .containsExactly(
                        "Bad.shorter: short is shorter than anything in XDR (expected: int, which C sends for it)",
                        "Bad.quadruple: BigDecimal is no quadruple: it lacks infinity and NaN, and holds numbers that"
                                + " quadruple does not (expected: double, or String)",
                        "Bad.any: BigInteger can be of any length (expected: @XdrUnsigned, for an unsigned hyper)",
                        "Bad.map: Map is nothing in XDR (expected: a List of records with a key and a value)",
                        "Bad.set: Set is nothing in XDR (expected: List)",
                        "Bad.time: class Instant is no record, enum or value of XDR",
                        "Bad.open: interface Runnable is open (expected: sealed, with records that have @XdrCase)",
                        "Bad.wild: leaves open what it holds (expected: a type without ? or variables)",
                        "Bad.pair: record Pair has type variables, a struct has none",
                        "Bad.raw: raw type List (expected: the type that it holds)");
    }

    @Test
    void annotationThatSaysNothingHereIsAFault() {
        assertThat(faults(Misplaced.class))
                .containsExactly(
                        "Misplaced.bits: @XdrUnsigned on int, which does not hold all values (expected: long, or int"
                                + " without it)",
                        "Misplaced.text: @XdrUnsigned on String (expected: on long or BigInteger)",
                        "Misplaced.fixed: @XdrFixed on String (expected: on a List or an array, as in byte"
                                + " @XdrFixed(4) [])",
                        "Misplaced.bytes: @XdrMax on byte (expected: on a String, a List or an array, as in byte"
                                + " @XdrMax(4) [])",
                        "Misplaced.both: @XdrFixed and @XdrMax together (expected: one of them)",
                        "Misplaced.linked: @XdrFixed on a linked List (expected: on a List or an array, as in byte"
                                + " @XdrFixed(4) [])",
                        "Misplaced.array: @XdrLinked on int[] (expected: on a List)",
                        "Misplaced.negative: a count of -1 (expected: 0 or more)",
                        "Misplaced.primitive: a primitive cannot be null",
                        "Misplaced.inside: @Nullable inside (expected: Optional, where an element may be missing)");
    }

    @Test
    void everyRecordOfAUnionSaysForWhatItStands() {
        assertThat(faults(Loose.class))
                .containsExactly(
                        "Loose, Unsaid: says not for what it stands (expected: either @XdrCase with numbers, or"
                                + " @XdrDefault)",
                        "Loose, Twice: has the number 1 of Once",
                        "Loose, Many: stands for several numbers (expected: a component with @XdrDiscriminant)",
                        "Many2.kind: @XdrDiscriminant on String (expected: int or an enum)",
                        "Loose, Also: is a second @XdrDefault");
    }

    @Test
    void numbersOfAnEnumAreWholeAndDistinct() {
        assertThat(faults(Numbers.class))
                .containsExactly(
                        "Numbers.B: has the number 1 of A",
                        "Numbers: 2 of 3 constants have @XdrValue (expected: all or none)");
    }

    @Test
    void typeOfWhichNoValueEndsIsRefused() {
        assertThat(faults(Endless.class))
                .containsExactly(
                        "Endless.self: contains itself, so no value ends (expected: @Nullable, Optional or List in"
                                + " between)",
                        "Through.back: contains itself, so no value ends (expected: @Nullable, Optional or List in"
                                + " between)");
    }

    private static List<String> faults(Type type) {
        CodecException refused = catchThrowableOfType(
                CodecException.class, () -> XdrCodec.of(CodecLimits.defaults()).of(type));
        assertThat(refused.reason()).isEqualTo(CodecException.Reason.CONTRACT);
        String text = refused.getMessage();
        return List.of(text.substring(text.indexOf("XDR: ") + 5).split("; ", -1));
    }

    record Pair<A>(A one, A two) {}

    @SuppressWarnings("rawtypes")
    record Bad(
            short shorter,
            BigDecimal quadruple,
            BigInteger any,
            Map<String, String> map,
            Set<String> set,
            Instant time,
            Runnable open,
            List<?> wild,
            Pair<String> pair,
            List raw) {}

    record Misplaced(
            @XdrUnsigned int bits,
            @XdrUnsigned String text,
            @XdrFixed(3) String fixed,
            @XdrMax(3) byte[] bytes,
            @XdrFixed(1) @XdrMax(2) List<String> both,
            @XdrFixed(1) @XdrLinked List<String> linked,
            int @XdrLinked [] array,
            int @XdrFixed(-1) [] negative,
            @Nullable int primitive,
            List<@Nullable String> inside) {}

    sealed interface Loose {}

    record Unsaid() implements Loose {}

    @XdrCase(1)
    record Once() implements Loose {}

    @XdrCase(1)
    record Twice() implements Loose {}

    @XdrCase({2, 3})
    record Many() implements Loose {}

    @XdrDefault
    record Many2(@XdrDiscriminant String kind) implements Loose {}

    @XdrDefault
    record Also(@XdrDiscriminant int kind) implements Loose {}

    enum Numbers {
        @XdrValue(1)
        A,
        @XdrValue(1)
        B,
        C
    }

    record Endless(Endless self, Through through, List<Endless> fine) {}

    record Through(Endless @XdrFixed(2) [] back) {}
}
