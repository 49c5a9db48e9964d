package dev.socle.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    private final AtomicLong nanos = new AtomicLong(-5);
    private final RetryBudget budget = new RetryBudget(nanos::get);

    @Test
    void requestIsSentThreeTimesAtMost() {
        assertThat(budget.tryTake(1)).isTrue();
        assertThat(budget.tryTake(2)).isTrue();
        assertThat(budget.tryTake(3)).isFalse();
    }

    @Test
    void tenRetriesASecondAreFree() {
        assertThat(taken()).isEqualTo(10);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(taken()).isEqualTo(10);
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
        assertThat(taken()).isEqualTo(5);
    }

    @Test
    void shortTimesAddUp() {
        taken();
        int all = 0;
        for (int i = 0; i < 1_000; i++) {
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
            all += taken();
        }
        assertThat(all).isBetween(9, 10);
    }

    @Test
    void oneOfFiveRequestsEarnsARetry() {
        taken();
        for (int i = 0; i < 500; i++) {
            budget.onRequest();
        }
        assertThat(taken()).isEqualTo(100);
    }

    @Test
    void savingsAreBounded() {
        for (int i = 0; i < 1_000_000; i++) {
            budget.onRequest();
        }
        nanos.addAndGet(TimeUnit.HOURS.toNanos(10));
        assertThat(taken()).isEqualTo(300);
    }

    @Test
    void manyThreadsTakeNoMoreThanThereIs() {
        for (int i = 0; i < 1_000; i++) {
            budget.onRequest();
        }
        AtomicInteger all = new AtomicInteger();
        IntStream.range(0, 8).parallel().forEach(thread -> all.addAndGet(taken()));
        assertThat(all).hasValue(210);
    }

    private int taken() {
        int count = 0;
        while (budget.tryTake(1)) {
            count++;
        }
        return count;
    }
}
