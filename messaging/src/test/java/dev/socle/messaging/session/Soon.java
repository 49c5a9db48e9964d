package dev.socle.messaging.session;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/** Waits for what another thread is about to do: looks often, and gives up late, for machines that are busy. */
final class Soon {

    private Soon() {}

    static void until(BooleanSupplier condition) {
        if (!condition.getAsBoolean()) {
            await().until(condition::getAsBoolean);
        }
    }

    static void asserted(ThrowingRunnable assertion) {
        await().untilAsserted(assertion);
    }

    private static ConditionFactory await() {
        return Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(30));
    }
}
