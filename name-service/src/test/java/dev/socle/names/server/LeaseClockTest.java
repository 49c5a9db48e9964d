package dev.socle.names.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeaseClockTest {

    private final ManualTime time = new ManualTime();
    private final LeaseClock clock = new LeaseClock(time);

    @Test
    void countsTimeWhileTheTickerComes() {
        for (int i = 0; i < 50; i++) {
            time.advanceMillis(100);
            clock.tick();
        }
        assertThat(clock.nowMillis()).isEqualTo(5_000);
        assertThat(clock.unheardMillis()).isZero();
    }

    @Test
    void smallLatenessCounts() {
        time.advanceMillis(350);
        clock.tick();
        assertThat(clock.nowMillis()).isEqualTo(350);
    }

    @Test
    void stallIsTakenOff() {
        time.advanceMillis(45_000);
        clock.tick();
        assertThat(clock.nowMillis()).isEqualTo(100);
        assertThat(clock.unheardMillis()).isEqualTo(44_900);
    }

    @Test
    void stallIsTakenOffByWhoeverLooksFirst() {
        time.advanceMillis(45_000);
        assertThat(clock.nowMillis()).isEqualTo(100);
        clock.tick();
        assertThat(clock.unheardMillis()).isEqualTo(44_900);
    }

    @Test
    void neverGoesBack() {
        time.advanceMillis(340);
        long before = clock.nowMillis();
        time.advanceMillis(60);
        clock.tick();
        assertThat(clock.nowMillis()).isGreaterThanOrEqualTo(before);
    }
}
