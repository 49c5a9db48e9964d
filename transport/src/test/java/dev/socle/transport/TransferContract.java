package dev.socle.transport;

import static dev.socle.transport.TransportUnderTest.assertSameBytes;
import static dev.socle.transport.TransportUnderTest.await;
import static dev.socle.transport.TransportUnderTest.onLoop;
import static dev.socle.transport.TransportUnderTest.runOnLoop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How bytes travel. */
interface TransferContract extends TransportUnderTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1_000, 65_536, 1_048_576})
    default void bytesComeBackAsTheyWere(int count) {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            runOnLoop(pair.server(), () -> pair.server().start(new EchoHandler(pair.server())));
            RecordingHandler atClient = RecordingHandler.startOn(pair.client());
            byte[] bytes = ConnectionPair.bytes(count);

            ConnectionPair.send(pair.client(), bytes);

            atClient.awaitBytes(count);
            assertSameBytes(atClient.received(), bytes);
            atClient.assertNoFaults();
        }
    }

    @Test
    default void bothDirectionsFlowAtOnce() {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            RecordingHandler atClient = RecordingHandler.startOn(pair.client());
            RecordingHandler atServer = RecordingHandler.startOn(pair.server());
            byte[] up = ConnectionPair.bytes(3_000_000);
            byte[] down = ConnectionPair.bytes(3_000_001);

            ConnectionPair.send(pair.client(), up);
            ConnectionPair.send(pair.server(), down);

            atServer.awaitBytes(up.length);
            atClient.awaitBytes(down.length);
            assertSameBytes(atServer.received(), up);
            assertSameBytes(atClient.received(), down);
        }
    }

    @Test
    default void bytesArriveInOrder() {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            RecordingHandler atServer = RecordingHandler.startOn(pair.server());
            int count = 20_000;

            runOnLoop(pair.client(), () -> {
                for (int i = 0; i < count; i++) {
                    pair.client().write(pair.client().allocator().buffer(4).writeInt(i));
                    if (i % 97 == 0) {
                        pair.client().flush();
                    }
                }
                pair.client().flush();
            });

            atServer.awaitBytes(count * 4);
            ByteBuffer received = ByteBuffer.wrap(atServer.received());
            for (int i = 0; i < count; i++) {
                assertThat(received.getInt()).isEqualTo(i);
            }
            atServer.assertNoFaults();
        }
    }

    @Test
    default void smallWritesWaitForTheFlush() throws Exception {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            RecordingHandler atClient = RecordingHandler.startOn(pair.client());
            RecordingHandler atServer = RecordingHandler.startOn(pair.server());
            // What a handshake leaves to be said may take other bytes along: it is over when some have come and gone.
            for (int i = 1; i <= 3; i++) {
                ConnectionPair.send(pair.client(), new byte[] {8});
                atServer.awaitBytes(i);
                ConnectionPair.send(pair.server(), new byte[] {9});
                atClient.awaitBytes(i);
            }
            runOnLoop(pair.client(), () -> {
                for (int i = 0; i < 1_000; i++) {
                    pair.client().write(ConnectionPair.buffer(pair.client(), new byte[] {1}));
                }
            });
            CompletableFuture<Void> later = new CompletableFuture<>();
            pair.client().schedule(() -> later.complete(null), 50);
            later.get(10, TimeUnit.SECONDS);

            assertThat(onLoop(pair.client(), pair.client()::bytesQueued)).isGreaterThanOrEqualTo(1_000);
            assertThat(atServer.receivedBytes()).isEqualTo(3);

            runOnLoop(pair.client(), pair.client()::flush);
            atServer.awaitBytes(1_003);
            await().until(() -> onLoop(pair.client(), pair.client()::bytesQueued) == 0);
        }
    }

    @Test
    default void readCompleteFollowsTheBytesOfATurn() {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            RecordingHandler atServer = RecordingHandler.startOn(pair.server());
            for (int i = 1; i <= 10; i++) {
                int before = atServer.readCompletes();
                ConnectionPair.send(pair.client(), new byte[] {1});
                atServer.awaitBytes(i);
                int expected = i;
                // The same turn of the loop has completed when a task of ours has its turn.
                runOnLoop(pair.server(), () -> {});
                assertThat(atServer.readCompletes()).isGreaterThan(before).isLessThanOrEqualTo(expected);
            }
            atServer.assertNoFaults();
        }
    }

    @Test
    default void retainedBytesOutliveTheCallback() {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            AtomicReference<ByteBuf> kept = new AtomicReference<>();
            RecordingHandler atServer = new RecordingHandler(pair.server()) {
                @Override
                public void onBytes(ByteBuf bytes) {
                    kept.set(bytes.retainedSlice());
                    super.onBytes(bytes);
                }
            };
            runOnLoop(pair.server(), () -> pair.server().start(atServer));

            ConnectionPair.send(pair.client(), new byte[] {1, 2, 3});
            atServer.awaitBytes(3);
            runOnLoop(pair.server(), () -> {});

            assertThat(kept.get().refCnt()).isEqualTo(1);
            assertThat(kept.get().getByte(2)).isEqualTo((byte) 3);
            kept.get().release();
        }
    }

    @Test
    default void bytesWaitForALateStart() {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            ConnectionPair.send(pair.client(), new byte[] {1, 2, 3});
            await().until(() -> onLoop(pair.client(), pair.client()::bytesQueued) == 0); // they leave all the same

            RecordingHandler atServer = RecordingHandler.startOn(pair.server());

            atServer.awaitBytes(3);
            assertThat(atServer.received()).containsExactly(1, 2, 3);
        }
    }

    @Test
    default void startComesOnceAndOnTheLoop() {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            RecordingHandler handler = new RecordingHandler(pair.client());
            Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
            assertThatThrownBy(() -> pair.client().start(handler))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("event loop");

            runOnLoop(pair.client(), () -> {
                pair.client().start(handler);
                try {
                    pair.client().start(handler);
                } catch (IllegalStateException e) {
                    thrown.add(e);
                }
            });

            assertThat(thrown).hasSize(1).allSatisfy(e -> assertThat(e).hasMessageContaining("second time"));
        }
    }
}
