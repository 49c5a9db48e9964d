package dev.socle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class PullTest {

    @Test
    void asksForMoreOnlyWhenAllWasTaken() {
        List<Long> asked = new ArrayList<>();
        Pull<Integer> pull = new Pull<>(2, Long.MAX_VALUE);
        Flux.range(1, 5).doOnRequest(asked::add).subscribe(pull);

        assertThat(asked).containsExactly(2L);
        assertThat(pull.take(null)).isEqualTo(1);
        assertThat(pull.take(null)).isEqualTo(2);
        assertThat(asked).containsExactly(2L);
        assertThat(pull.take(null)).isEqualTo(3);
        assertThat(asked).containsExactly(2L, 2L);
        assertThat(pull.take(null)).isEqualTo(4);
        assertThat(pull.take(null)).isEqualTo(5);
        assertThat(pull.take(null)).isNull();
    }

    @Test
    void neverAsksForMoreThanIsTaken() {
        List<Long> asked = new ArrayList<>();
        AtomicBoolean cancelled = new AtomicBoolean();
        Pull<Integer> pull = new Pull<>(2, 3);
        Flux.range(1, 5)
                .doOnRequest(asked::add)
                .doOnCancel(() -> cancelled.set(true))
                .subscribe(pull);

        assertThat(List.of(pull.take(null), pull.take(null), pull.take(null))).containsExactly(1, 2, 3);
        assertThat(pull.take(null)).isNull();
        assertThat(asked).containsExactly(2L, 1L);
        assertThat(cancelled).isTrue();
    }

    @Test
    void messagesComeBeforeTheFailure() {
        Pull<Integer> pull = new Pull<>(8, Long.MAX_VALUE);
        Flux.just(1).concatWith(Flux.error(new IllegalStateException("broken"))).subscribe(pull);

        assertThat(pull.take(null)).isEqualTo(1);
        assertThatThrownBy(() -> pull.take(null)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void silenceEndsTheStream() {
        AtomicBoolean cancelled = new AtomicBoolean();
        Pull<Integer> pull = new Pull<>(8, Long.MAX_VALUE);
        Flux.<Integer>never().doOnCancel(() -> cancelled.set(true)).subscribe(pull);

        assertThatThrownBy(() -> pull.take(Duration.ofMillis(1)))
                .isInstanceOf(Pull.Silence.class)
                .hasMessage("nothing came for 1ms");
        assertThat(cancelled).isTrue();
    }
}
