package dev.socle.messaging.interop;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import reactor.core.publisher.Mono;

/**
 * An open connection with both its ends.
 *
 * @param asker the end through which a test asks
 * @param answerer the end that is asked, for closing it; its answers are those of the test's {@link Party}
 * @param stop stops the listener
 */
record Dialogue(End asker, End answerer, Mono<Void> stop) implements AutoCloseable {

    /** How long anything that is awaited may take. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    /** Waits for what happens on an event loop. */
    static ConditionFactory soon() {
        return Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(LIMIT);
    }

    @Override
    public void close() {
        asker.close();
        asker.onClose().onErrorComplete().block(LIMIT);
        answerer.onClose().onErrorComplete().block(LIMIT);
        stop.block(LIMIT);
    }
}
