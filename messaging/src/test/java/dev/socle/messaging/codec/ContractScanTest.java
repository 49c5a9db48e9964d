package dev.socle.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.socle.messaging.codec.CodecException.Reason;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContractScanTest {

    @SuppressWarnings("rawtypes")
    record Faulty(
            Object object,
            Serializable serializable,
            Comparable<String> comparable,
            List raw,
            List<? extends Number> wildcard,
            Supplier<String> open,
            ArrayList<String> concrete,
            Map<List<String>, String> key,
            Inside inside,
            Object again) {}

    record Inside(Optional<Object> deep, Thread thread) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    record ByClass(String name) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS)
    sealed interface ByMinimalClass permits OneOfThem {}

    record OneOfThem() implements ByMinimalClass {}

    record ByClassInside(
            @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) @JsonProperty("x")
            String name) {}

    sealed interface Nameless permits NoName {}

    record NoName() implements Nameless {}

    @JsonSubTypes({
        @JsonSubTypes.Type(value = Twin.class, name = "t"),
        @JsonSubTypes.Type(value = Other.class, name = "t")
    })
    sealed interface Twins permits Twin, Other {}

    record Twin(String type) implements Twins {}

    record Other() implements Twins {}

    record Ignoring(@JsonIgnore String name) {}

    record TwoOfOneName(@JsonProperty("b") String a, String b) {}

    record Endless<T>(Optional<Endless<List<T>>> next) {}

    record StartsEndless(Endless<String> first) {}

    static final class OtherLibrary {
        @Retention(RetentionPolicy.RUNTIME)
        @interface Nullable {}
    }

    record BothMakes(
            @OtherLibrary.Nullable String other, @Nullable String own, String plain) {}

    @SuppressWarnings("ArrayRecordComponent")
    record NullInside(
            List<@Nullable String> list,
            @Nullable String[] array,
            Map<String, Optional<@Nullable String>> map,
            String @Nullable [] whole) {}

    record GenericRecord<T>(T value) {}

    static final class Bean {}

    interface Open {}

    @Test
    void allFaultsAreToldAtOnce() {
        assertThat(ContractScan.faults(Faulty.class))
                .containsExactly(
                        "Faulty.object: Object can be anything (expected: a record, or a sealed interface of records with names)",
                        "Faulty.serializable: Serializable can be anything (expected: a record, or a sealed interface of records"
                                + " with names)",
                        "Faulty.comparable: Comparable can be anything (expected: a record, or a sealed interface of records with"
                                + " names)",
                        "Faulty.raw: raw type List (expected: List<…> with the types that it holds)",
                        "Faulty.wildcard: java.util.List<? extends java.lang.Number> leaves open what it holds (expected: a type"
                                + " without ? or variables)",
                        "Faulty.open: interface Supplier is open (expected: sealed, with records that have names)",
                        "Faulty.concrete: class ArrayList is no record, enum or standard value",
                        "Faulty.key: List as a key (expected: String, Integer, Long, UUID or an enum)",
                        "Inside.deep: Object can be anything (expected: a record, or a sealed interface of records with names)",
                        "Inside.thread: class Thread is no record, enum or standard value",
                        "Faulty.again: Object can be anything (expected: a record, or a sealed interface of records with names)");
    }

    @Test
    void codecRefusesWithAllFaults() {
        for (Codec codec :
                new Codec[] {JsonCodec.of(CodecLimits.defaults(), false), CborCodec.of(CodecLimits.defaults(), false)
                }) {
            assertThatThrownBy(() -> codec.of(Faulty.class))
                    .isInstanceOfSatisfying(
                            CodecException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONTRACT))
                    .hasMessageStartingWith("type Faulty cannot be part of a contract: Faulty.object: ")
                    .hasMessageContaining("; Faulty.again: ");
        }
    }

    static List<Object[]> singleFaults() {
        return List.of(
                new Object[] {ByClass.class, "ByClass: @JsonTypeInfo(use = CLASS) lets a message choose the class"},
                new Object[] {ByMinimalClass.class, "@JsonTypeInfo(use = MINIMAL_CLASS) lets a message choose the class"
                },
                new Object[] {ByClassInside.class, "ByClassInside.name: @JsonTypeInfo(use = CLASS)"},
                new Object[] {Nameless.class, "Nameless, NoName: has no name"},
                new Object[] {Ignoring.class, "Ignoring.name: @JsonIgnore is not supported"},
                new Object[] {TwoOfOneName.class, "TwoOfOneName.b: its field has the name \"b\" of a"},
                new Object[] {StartsEndless.class, "types inside types without end"},
                new Object[] {GenericRecord.class, "raw type GenericRecord"},
                new Object[] {Samples.generic("wildcard"), "leaves open what it holds"},
                new Object[] {Samples.generic("variable"), "leaves open what it holds"},
                new Object[] {Bean.class, "class Bean is no record"},
                new Object[] {Open.class, "interface Open is open"},
                new Object[] {void.class, "class void is no record"});
    }

    @ParameterizedTest
    @MethodSource("singleFaults")
    void typeIsRefusedForItsFault(Type type, String fault) {
        assertThat(ContractScan.faults(type))
                .anySatisfy(each -> assertThat(each).contains(fault));
    }

    @Test
    void faultsOfAFamilyAreToldAtOnce() {
        assertThat(ContractScan.faults(Twins.class))
                .containsExactly(
                        "Twin.type: its field has the name \"type\" of the field that tells the records of its interface apart",
                        "Twins, Other: has the name \"t\" of another one");
    }

    @Test
    void typesOfTheSamplesHaveNoFault() {
        for (Class<?> type : Samples.class.getDeclaredClasses()) {
            if (type.getTypeParameters().length == 0 && type != Samples.Generic.class) {
                assertThat(ContractScan.faults(type)).isEmpty();
            }
        }
        assertThat(ContractScan.faults(Samples.generic("page"))).isEmpty();
    }

    @Test
    void annotationOfAnyMakeSaysThatNullIsAllowed() {
        assertThat(Schemas.of(BothMakes.class).toText()).isEqualTo("{other?: string, own?: string, plain: string}");
    }

    @Test
    void nullInsideAnArrayOrCollectionIsRefused() {
        assertThat(ContractScan.faults(NullInside.class))
                .containsExactly(
                        "NullInside.list: @Nullable inside (expected: elements and values of maps that are never null)",
                        "NullInside.array: @Nullable inside (expected: elements and values of maps that are never null)",
                        "NullInside.map: @Nullable inside (expected: elements and values of maps that are never null)");
    }
}
