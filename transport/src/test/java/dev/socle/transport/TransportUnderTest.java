package dev.socle.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** What a test of a transport names: the transport and its addresses. */
public interface TransportUnderTest {

    /** The transport. */
    Transport transport();

    /** An address at which a listener can be bound now; the system may fill in the port. */
    Address freeAddress();

    /** What its connections need to be told, at both ends. */
    default ConnectionOptions options() {
        return ConnectionOptions.defaults();
    }

    /** Whether an end that connects has an address of its own; the system gives none to those of Unix sockets. */
    default boolean namesClients() {
        return true;
    }

    /** Whether a connect waits for an answer of the listener, so that it fails when a listener closes at once. */
    default boolean hasHandshake() {
        return false;
    }

    /** Runs on a connection's event loop and waits for the outcome. */
    static <T> T onLoop(Connection connection, Callable<T> call) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        connection.execute(() -> {
            try {
                outcome.complete(call.call());
            } catch (Throwable failure) {
                outcome.completeExceptionally(failure);
            }
        });
        try {
            return outcome.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("on the loop of " + connection, e);
        }
    }

    /** Waits with short steps, as what a test waits for mostly is there at once. */
    static ConditionFactory await() {
        return Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(30));
    }

    /** Compares without printing megabytes. */
    static void assertSameBytes(byte[] actual, byte[] expected) {
        assertThat(actual).hasSize(expected.length);
        assertThat(Arrays.mismatch(actual, expected)).as("first difference").isEqualTo(-1);
    }

    /** Runs on a connection's event loop and waits until that is done. */
    static void runOnLoop(Connection connection, Runnable task) {
        onLoop(connection, () -> {
            task.run();
            return true;
        });
    }
}
