package dev.socle.messaging.codec;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What corpus.x says, in Java. */
@SuppressWarnings("ArrayRecordComponent") // Arrays are what these tests are about.
final class XdrSamples {

    private XdrSamples() {}

    enum Colour {
        @XdrValue(1)
        RED,
        @XdrValue(2)
        GREEN,
        @XdrValue(-5)
        BLUE
    }

    record Numbers(
            int small,
            @XdrUnsigned long positive,
            long large,
            @XdrUnsigned BigInteger huge,
            boolean flag,
            float single,
            double twice,
            Colour tint) {}

    sealed interface Figure {}

    @XdrCase(1)
    record Contents(Numbers contents) implements Figure {}

    @XdrCase(2)
    record Label(@XdrMax(12) String label) implements Figure {}

    @XdrDefault
    record Other(@XdrDiscriminant Colour kind) implements Figure {}

    record Node(int item, @Nullable Node next) {}

    record Corpus(
            Numbers first,
            byte @XdrFixed(5) [] digest,
            byte @XdrMax(9) [] rest,
            @XdrMax(30) String text,
            int @XdrFixed(3) [] triple,
            long @XdrMax(4) [] longs,
            @XdrMax(3) List<@XdrMax(12) String> words,
            @XdrMax(3) List<Figure> shapes,
            @Nullable Node chain,
            Optional<Numbers> perhaps) {}

    /** The chain as a list, which has the same bytes. */
    record Chain(@XdrLinked List<Integer> items) {}

    static Numbers numbers(int seed) {
        return new Numbers(
                seed,
                0xFFFF_FFFFL - seed,
                Long.MIN_VALUE + seed,
                BigInteger.TWO.pow(64).subtract(BigInteger.valueOf(seed + 1L)),
                seed % 2 == 1,
                seed / 3f,
                seed / 7d,
                List.of(Colour.values()).get(seed % 3));
    }
}
