package dev.socle.messaging.codec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Types that tests exchange. */
@SuppressWarnings("ArrayRecordComponent") // Arrays are part of what a contract may hold.
final class Samples {

    private Samples() {}

    /** Types that have no class of their own. */
    interface Generic {
        Map<String, List<Greet>> greets();

        Map<String, List<Numbers>> numbers();

        Map<String, Integer> counts();

        Page<Greet> page();

        List<? extends Greet> wildcard();

        <T> List<T> variable();
    }

    static Type generic(String name) {
        try {
            return Generic.class.getDeclaredMethod(name).getGenericReturnType();
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    record Greet(String name) {}

    record GreetMany(String name, int count) {}

    record Nothing() {}

    enum Colour {
        RED,
        GREEN
    }

    record Numbers(byte b, short s, int i, long l, float f, double d, BigInteger big, BigDecimal decimal) {}

    record Texts(String text, char c, UUID id, URI uri, byte[] bytes, Colour colour) {}

    record Times(
            Instant instant,
            Duration duration,
            LocalDate date,
            LocalTime time,
            LocalDateTime dateTime,
            OffsetDateTime offset) {}

    record Boxes(Integer i, Long l, Double d, Boolean b) {}

    record Maybe(
            @Nullable String nullable,
            Optional<String> optional,
            @Nullable Integer number) {}

    record Many(
            List<String> list,
            Set<Integer> set,
            Collection<Colour> collection,
            int[] ints,
            String[][] grid,
            Map<String, List<Long>> map,
            Map<Colour, Greet> byColour,
            Map<Integer, Boolean> byNumber) {}

    record Tree(String name, List<Tree> children) {}

    record Page<T>(List<T> items, int total) {}

    record GreetPage(Page<Greet> page) {}

    record Renamed(@JsonProperty("class") String type) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "shape")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Circle.class, name = "circle"),
        @JsonSubTypes.Type(value = Square.class, name = "square")
    })
    sealed interface Figure permits Circle, Square {}

    record Circle(double radius) implements Figure {}

    record Square(double side, @Nullable Figure inside) implements Figure {}

    sealed interface Event permits Started, Stopped {}

    @JsonTypeName("started")
    record Started(String by) implements Event {}

    @JsonTypeName("stopped")
    record Stopped() implements Event {}

    record Drawing(List<Figure> figures) {}

    record Positive(int value) {
        Positive {
            if (value <= 0) {
                throw new IllegalArgumentException("value: " + value + " (expected: > 0)");
            }
        }
    }
}
