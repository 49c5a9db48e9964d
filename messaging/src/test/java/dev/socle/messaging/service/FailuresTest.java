package dev.socle.messaging.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private final ServiceMethod method = ServiceMethodTest.method(Greeter.class, "greet");
    private final AtomicLong clock = new AtomicLong(Long.MIN_VALUE);
    private final List<String> lines = new ArrayList<>();
    private final List<Throwable> causes = new ArrayList<>();
    private final Failures failures = new Failures(clock::get, (line, cause) -> {
        lines.add(line);
        causes.add(cause);
    });

    @Test
    void whatAHandlerChoosesPassesAsItIs() {
        InteractionException chosen = InteractionException.of(0x301, "no such person");

        assertThat(failures.answer(method, chosen)).isSameAs(chosen);
        assertThat(lines).isEmpty();
    }

    @Test
    void whatAHandlerChoosesIsMadeSafe() {
        InteractionException answer = failures.answer(method, InteractionException.of(0x301, "a\nb" + "x".repeat(600)));

        assertThat(answer.code()).isEqualTo(0x301);
        assertThat(answer.getMessage()).startsWith("a\\u000abx").hasSize(512);
    }

    @Test
    void otherFailuresTellOnlyAnIdAndTheLogTellsTheRest() {
        IllegalStateException cause = new IllegalStateException("password is 1234");

        InteractionException answer = failures.answer(method, cause);

        assertThat(answer.code()).isEqualTo(ErrorCode.APPLICATION_ERROR);
        assertThat(answer.outcome()).isEqualTo(Outcome.EXECUTED_FAILED);
        assertThat(answer.getMessage()).matches("internal error, id [0-9a-f]{8}");
        String id = answer.getMessage().substring("internal error, id ".length());
        assertThat(lines).singleElement().asString().contains("\"greeter.greet\"", "id " + id);
        assertThat(causes).containsExactly(cause);
    }

    @Test
    void aCodeThatIsNotForStreamsIsAnInternalError() {
        InteractionException connection =
                new InteractionException(ErrorCode.CONNECTION_ERROR, Outcome.UNKNOWN, "connection lost", null);

        assertThat(failures.answer(method, connection).getMessage()).startsWith("internal error, id ");
        assertThat(causes).containsExactly(connection);
    }

    @Test
    void logsTenFailuresASecondAndCountsTheOthers() {
        failMany(25);
        assertThat(lines).hasSize(10);

        clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        failMany(1);
        assertThat(lines).hasSize(11);
        assertThat(lines.get(10)).endsWith("(15 more were not logged)");

        failMany(20);
        assertThat(lines).hasSize(20);

        clock.addAndGet(TimeUnit.HOURS.toNanos(1));
        failMany(25);
        assertThat(lines).hasSize(30);
    }

    private void failMany(int count) {
        for (int i = 0; i < count; i++) {
            failures.answer(method, new IllegalStateException());
        }
    }
}
