package dev.socle.transport;

import static dev.socle.transport.TransportUnderTest.await;
import static dev.socle.transport.TransportUnderTest.onLoop;
import static dev.socle.transport.TransportUnderTest.runOnLoop;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How a slow reader holds back a fast writer, in bounded memory. */
interface FlowContract extends TransportUnderTest {

    int LOW_BYTES = 16 * 1024;
    int HIGH_BYTES = 64 * 1024;
    int CHUNK_BYTES = 8 * 1024;
    int ENDLESS_BYTES = 128 * 1024 * 1024;
    /** Options with marks that are soon reached. */
    private ConnectionOptions marks() {
        return options().withOutbound(LOW_BYTES, HIGH_BYTES);
    }

    @Test
    default void pausedReaderGetsNothingUntilItReadsAgain() throws Exception {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            RecordingHandler atServer = RecordingHandler.startOn(pair.server());
            ConnectionPair.send(pair.client(), new byte[] {1});
            atServer.awaitBytes(1);
            runOnLoop(pair.server(), () -> pair.server().reading(false));

            ConnectionPair.send(pair.client(), new byte[] {2, 3});
            await().until(() -> onLoop(pair.client(), pair.client()::bytesQueued) == 0);
            CompletableFuture<Void> later = new CompletableFuture<>();
            pair.server().schedule(() -> later.complete(null), 50);
            later.get(10, TimeUnit.SECONDS);
            assertThat(atServer.receivedBytes()).isEqualTo(1);

            atServer.undisturbed(() -> pair.server().reading(true));
            atServer.awaitBytes(3);
            assertThat(atServer.received()).containsExactly(1, 2, 3);
            atServer.assertNoFaults();
        }
    }

    @Test
    default void readingMayBeOffFromTheStart() {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            ConnectionPair.send(pair.client(), new byte[] {1});
            RecordingHandler atServer = new RecordingHandler(pair.server());
            runOnLoop(pair.server(), () -> {
                pair.server().start(atServer);
                pair.server().reading(false);
            });
            runOnLoop(pair.server(), () -> {});
            assertThat(atServer.receivedBytes()).isZero();

            runOnLoop(pair.server(), () -> pair.server().reading(true));
            atServer.awaitBytes(1);
        }
    }

    @Test
    default void slowReaderMakesTheWriterUnwritableAndThenWritableAgain() {
        try (ConnectionPair pair = ConnectionPair.open(this, marks())) {
            RecordingHandler atClient = RecordingHandler.startOn(pair.client());
            RecordingHandler atServer = RecordingHandler.startOn(pair.server());
            runOnLoop(pair.server(), () -> pair.server().reading(false));

            int written = writeUntilUnwritable(pair.client());

            long queued = onLoop(pair.client(), pair.client()::bytesQueued);
            assertThat(queued).isBetween((long) LOW_BYTES, (long) HIGH_BYTES + 2 * CHUNK_BYTES);
            await().untilAsserted(
                            () -> assertThat(atClient.writability()).last().isEqualTo(false));
            assertThat(atServer.receivedBytes()).isZero();

            runOnLoop(pair.server(), () -> pair.server().reading(true));

            await().untilAsserted(
                            () -> assertThat(atClient.writability()).last().isEqualTo(true));
            atServer.awaitBytes(written);
            assertThat(atServer.receivedBytes()).isEqualTo(written);
            assertThat(onLoop(pair.client(), pair.client()::isWritable)).isTrue();
            atClient.assertNoFaults();
            atServer.assertNoFaults();
        }
    }

    @Test
    default void roomCountsDownToTheHighMark() {
        try (ConnectionPair pair = ConnectionPair.open(this, marks())) {
            RecordingHandler.startOn(pair.server());
            runOnLoop(pair.client(), () -> {
                Connection client = pair.client();
                long room = client.bytesBeforeUnwritable();
                assertThat(room).isBetween((long) HIGH_BYTES - 1, (long) HIGH_BYTES + 1);
                client.write(ConnectionPair.buffer(client, new byte[CHUNK_BYTES]));
                assertThat(client.bytesBeforeUnwritable()).isLessThanOrEqualTo(room - CHUNK_BYTES);
                assertThat(client.isWritable()).isTrue();

                client.write(ConnectionPair.buffer(client, new byte[HIGH_BYTES]));

                assertThat(client.isWritable()).isFalse();
                assertThat(client.bytesBeforeUnwritable()).isZero();
                client.flush();
            });
            await().until(() -> onLoop(pair.client(), pair.client()::isWritable));
        }
    }

    @Test
    default void newsOfWritabilityNeverComeInTheStackOfAWriter() {
        try (ConnectionPair pair = ConnectionPair.open(this, marks())) {
            RecordingHandler.startOn(pair.server());
            RecordingHandler atClient = RecordingHandler.startOn(pair.client());

            atClient.undisturbed(() -> {
                pair.client().write(ConnectionPair.buffer(pair.client(), new byte[2 * HIGH_BYTES]));
                pair.client().flush();
            });

            await().untilAsserted(
                            () -> assertThat(atClient.writability()).last().isEqualTo(true));
            atClient.assertNoFaults();
        }
    }

    @Test
    default void twoThatWriteWithoutReadingGoOnWhenTheyRead() {
        try (ConnectionPair pair = ConnectionPair.open(this, marks())) {
            RecordingHandler atClient = RecordingHandler.startOn(pair.client());
            RecordingHandler atServer = RecordingHandler.startOn(pair.server());
            runOnLoop(pair.client(), () -> pair.client().reading(false));
            runOnLoop(pair.server(), () -> pair.server().reading(false));
            int up = writeUntilUnwritable(pair.client());
            int down = writeUntilUnwritable(pair.server());

            runOnLoop(pair.client(), () -> pair.client().reading(true));
            runOnLoop(pair.server(), () -> pair.server().reading(true));

            atServer.awaitBytes(up);
            atClient.awaitBytes(down);
        }
    }

    /** Writes and flushes as long as the connection is writable, over many turns; says how many bytes. */
    static int writeUntilUnwritable(Connection connection) {
        int[] written = {0};
        int[] idle = {0};
        // A socket moves bytes to its peer's buffer between two turns: only three turns without room count.
        await().until(() -> onLoop(connection, () -> {
            idle[0]++;
            while (connection.isWritable()) {
                connection.write(ConnectionPair.buffer(connection, new byte[CHUNK_BYTES]));
                connection.flush();
                written[0] += CHUNK_BYTES;
                assertThat(written[0]).as("bytes that nobody reads").isLessThan(ENDLESS_BYTES);
                idle[0] = 0;
            }
            return idle[0] >= 3;
        }));
        return written[0];
    }
}
