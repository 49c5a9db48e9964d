package dev.socle.examples.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.examples.ladder.Trial.Outcome;
import dev.socle.examples.ladder.step.Greeter;
import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.examples.ladder.step.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the steps promise, and what the pages say of them. */
class LadderTest {

    static final List<Rung> RUNGS =
            Ladder.RUNGS.stream().filter(rung -> rung.step().whyNot() == null).toList();
    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

    @ParameterizedTest
    @FieldSource("RUNGS")
    void aClientIsGreetedTimeAndAgain(Rung rung) throws Exception {
        Step step = rung.step();
        try (GreetingServer server = step.serve(step.anywhere());
                Greeter greeter = step.connect(server.address())) {
            for (String name : List.of("Ada", "Zoé", "x".repeat(500))) {
                assertThat(greeter.greet(name)).isEqualTo("Hello, " + name + "!");
            }
        }
    }

    static Stream<Arguments> bytes() {
        return Stream.of(
                Arguments.of(1, 22, 22),
                Arguments.of(2, 16, 16),
                Arguments.of(3, 14, 14),
                Arguments.of(4, 22, 22),
                Arguments.of(5, 22, 22),
                Arguments.of(6, 22, 22),
                Arguments.of(7, 44, 44),
                Arguments.of(8, 110, 32),
                Arguments.of(9, 158, 80),
                Arguments.of(10, 158, 80));
    }

    @ParameterizedTest
    @MethodSource("bytes")
    void theWireCarriesWhatThePageSays(int number, int first, int perCall) throws Exception {
        Wire wire = Wire.of(RUNGS.get(number - 1).step());
        assertThat(wire.first()).isEqualTo(first);
        assertThat(wire.perCall()).isEqualTo(perCall);
    }

    @ParameterizedTest
    @FieldSource("RUNGS")
    void aPeerThatGoesAwayIsAnError(Rung rung) throws Exception {
        Outcome outcome = Trial.LOST_PEER.of(rung.step());
        assertThat(outcome.word()).as(outcome.detail()).isEqualTo("error");
    }

    @ParameterizedTest
    @FieldSource("RUNGS")
    void onlyTextWithoutStructureTakesAnythingForAnAnswer(Rung rung) throws Exception {
        Outcome outcome = Trial.WRONG_MESSAGE.of(rung.step());
        boolean isBare = rung.number() == 2 || rung.number() == 3;
        assertThat(outcome.word()).as(outcome.detail()).isEqualTo(isBare ? "believes it" : "error");
    }

    @ParameterizedTest
    @FieldSource("RUNGS")
    void aBigMessageIsRefusedUntilThereIsASession(Rung rung) throws Exception {
        Outcome outcome = Trial.BIG_MESSAGE.of(rung.step());
        boolean isDatagram = rung.step().anywhere().scheme().equals("udp");
        assertThat(outcome.word()).as(outcome.detail()).isEqualTo(rung.number() < 8 || isDatagram ? "error" : "works");
    }

    @ParameterizedTest
    @FieldSource("RUNGS")
    void onlyWhoHasADeadlineDoesNotWaitForEver(Rung rung) throws Exception {
        boolean hasDeadline = rung.number() == 3 || rung.number() >= 8;
        if (hasDeadline) {
            Outcome outcome = Trial.SLOW_PEER.of(rung.step());
            assertThat(outcome.word()).as(outcome.detail()).isEqualTo("error");
        }
    }

    @ParameterizedTest
    @FieldSource("RUNGS")
    void eachHasItsPageItsLinesAndSomethingToShow(Rung rung) throws Exception {
        assertThat(rung.page(PROJECT)).startsWith("# " + rung.number() + ". ");
        assertThat(rung.sourceLines(PROJECT)).isBetween(20L, 250L);
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        rung.step().show(new PrintStream(shown, true, StandardCharsets.UTF_8));
        assertThat(shown.toString(StandardCharsets.UTF_8)).doesNotContain("null");
    }

    @Test
    void aRecordHasAsManyBytesAsThePageSays() throws Exception {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        RUNGS.get(6).step().show(new PrintStream(shown, true, StandardCharsets.UTF_8));
        assertThat(shown.toString(StandardCharsets.UTF_8))
                .contains("memory of a C program, 40 bytes", "xdr, 28 bytes", "cbor, ", "json, ");
    }
}
