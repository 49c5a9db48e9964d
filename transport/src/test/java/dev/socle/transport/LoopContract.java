package dev.socle.transport;

import static dev.socle.transport.TransportUnderTest.onLoop;
import static dev.socle.transport.TransportUnderTest.runOnLoop;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.INTEGER;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** What the event loop of a connection does for others. */
interface LoopContract extends TransportUnderTest {

    @Test
    default void tasksRunOnTheLoopAndNotInTheCallersStack() {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            List<String> order = new CopyOnWriteArrayList<>();
            assertThat(pair.client().inLoop()).isFalse();

            runOnLoop(pair.client(), () -> {
                assertThat(pair.client().inLoop()).isTrue();
                pair.client().execute(() -> order.add("task"));
                order.add("caller");
            });
            runOnLoop(pair.client(), () -> {});

            assertThat(order).containsExactly("caller", "task");
        }
    }

    @Test
    default void longWorkThatYieldsLetsBytesThrough() {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            RecordingHandler atServer = RecordingHandler.startOn(pair.server());
            CompletableFuture<Integer> done = new CompletableFuture<>();
            Runnable work = new Runnable() {

                private int runs;

                @Override
                public void run() {
                    runs++;
                    if (atServer.receivedBytes() == 0) {
                        pair.server().yieldThen(this);
                    } else {
                        assertThat(pair.server().inLoop()).isTrue();
                        done.complete(runs);
                    }
                }
            };
            runOnLoop(pair.server(), () -> pair.server().yieldThen(work));

            ConnectionPair.send(pair.client(), new byte[] {1});

            // Plain tasks hold a loop for a second, several millions of them, before it looks at its sockets.
            assertThat(done).succeedsWithin(10, TimeUnit.SECONDS, as(INTEGER)).isLessThan(1_000_000);
        }
    }

    @Test
    default void scheduledTaskRunsOnTheLoopAfterItsDelay() throws Exception {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            CompletableFuture<Long> ranAfterNanos = new CompletableFuture<>();
            long begin = System.nanoTime();

            Disposable task = onLoop(
                    pair.client(),
                    () -> pair.client()
                            .schedule(
                                    () -> {
                                        assertThat(pair.client().inLoop()).isTrue();
                                        ranAfterNanos.complete(System.nanoTime() - begin);
                                    },
                                    30));

            assertThat(ranAfterNanos.get(10, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(30_000_000L);
            runOnLoop(pair.client(), () -> {});
            assertThat(task.isDisposed()).isTrue();
        }
    }

    @Test
    default void disposedTaskDoesNotRun() throws Exception {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            List<String> ran = new CopyOnWriteArrayList<>();
            CompletableFuture<Void> last = new CompletableFuture<>();

            runOnLoop(pair.client(), () -> {
                Disposable disposed = pair.client().schedule(() -> ran.add("disposed"), 20);
                pair.client().schedule(() -> last.complete(null), 40);
                disposed.dispose();
                assertThat(disposed.isDisposed()).isTrue();
            });

            last.get(10, TimeUnit.SECONDS);
            assertThat(ran).isEmpty();
        }
    }

    @Test
    default void loopServesItsConnectionAlsoAfterTheEnd() {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            RecordingHandler atClient = RecordingHandler.startOn(pair.client());
            pair.client().close();
            atClient.awaitClosedInOrder();

            assertThat(onLoop(pair.client(), () -> "still here")).isEqualTo("still here");
        }
    }
}
