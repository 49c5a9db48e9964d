package dev.socle.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StolenTimeTest {

    /** Guest times, the last two, are in the first two already. */
    private static final String LINE = "cpu  6002391 676353 1014984 6224152 122794 0 243293 363020 17 4";

    @Test
    void lineOfTheSystem() {
        assertEquals(new StolenTime(14_646_987, 363_020), StolenTime.of(LINE));
    }

    @Test
    void shareOfWhatPassed() {
        StolenTime before = new StolenTime(1_000, 10);
        assertEquals(0.25, new StolenTime(1_400, 110).shareSince(before));
        assertEquals(0, before.shareSince(before));
    }

    @Test
    void systemThatDoesNotTell() {
        assertEquals(new StolenTime(0, 0), StolenTime.of(""));
        assertEquals(new StolenTime(0, 0), StolenTime.of("cpu 1 2 3 4"));
    }

    @Test
    void timeOfThisMachineDoesNotRunBackwards() {
        StolenTime before = StolenTime.now();
        double share = StolenTime.now().shareSince(before);
        assertEquals(0.5, share, 0.5);
    }
}
