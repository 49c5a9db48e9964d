package dev.socle.transport;

import static dev.socle.transport.TransportUnderTest.assertSameBytes;
import static dev.socle.transport.TransportUnderTest.await;
import static dev.socle.transport.TransportUnderTest.runOnLoop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.transport.ConnectionException.Reason;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** How connections end. */
interface CloseContract extends TransportUnderTest {

    @Test
    default void bothEndsHearOnceOfACloseByTheClient() {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            assertBothHear(pair, pair.client());
        }
    }

    @Test
    default void bothEndsHearOnceOfACloseByTheServer() {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            assertBothHear(pair, pair.server());
        }
    }

    private static void assertBothHear(ConnectionPair pair, Connection closing) {
        RecordingHandler atClient = RecordingHandler.startOn(pair.client());
        RecordingHandler atServer = RecordingHandler.startOn(pair.server());

        closing.close();
        closing.close();
        pair.client().close();

        atClient.awaitClosedInOrder();
        atServer.awaitClosedInOrder();
        runOnLoop(pair.client(), () -> {});
        atClient.assertNoFaults();
        atServer.assertNoFaults();
    }

    @Test
    default void endIsNotToldInTheStackOfTheClose() {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            RecordingHandler atClient = RecordingHandler.startOn(pair.client());

            atClient.undisturbed(() -> pair.client().close());

            atClient.awaitClosedInOrder();
            atClient.assertNoFaults();
        }
    }

    @Test
    default void closeFlushesWhatWasWritten() {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            RecordingHandler.startOn(pair.client());
            RecordingHandler atServer = RecordingHandler.startOn(pair.server());
            byte[] bytes = ConnectionPair.bytes(2_000_000);

            runOnLoop(pair.client(), () -> {
                pair.client().write(ConnectionPair.buffer(pair.client(), bytes));
                pair.client().close();
            });

            atServer.awaitClosedInOrder();
            assertSameBytes(atServer.received(), bytes);
        }
    }

    @Test
    default void lastBytesArriveThoughTheOtherSideKeepsSending() {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            RecordingHandler atClient = new RecordingHandler(pair.client()) {
                @Override
                public void onReadComplete() {
                    super.onReadComplete();
                    connection.write(ConnectionPair.buffer(connection, new byte[10_000]));
                    connection.flush();
                }
            };
            RecordingHandler atServer = RecordingHandler.startOn(pair.server());
            runOnLoop(pair.server(), () -> pair.server().reading(false));
            ConnectionPair.send(pair.client(), new byte[100_000]);
            runOnLoop(pair.client(), () -> pair.client().start(atClient));
            byte[] last = ConnectionPair.bytes(3_000_000);

            runOnLoop(pair.server(), () -> {
                pair.server().write(ConnectionPair.buffer(pair.server(), last));
                pair.server().close();
            });

            atClient.awaitClosedInOrder();
            assertSameBytes(atClient.received(), last);
            atServer.awaitClosedInOrder();
            assertThat(atServer.receivedBytes()).isZero();
        }
    }

    @Test
    default void pausedReaderLosesNothingWhenTheOtherSideCloses() {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            RecordingHandler atClient = RecordingHandler.startOn(pair.client());
            RecordingHandler atServer = RecordingHandler.startOn(pair.server());
            runOnLoop(pair.server(), () -> pair.server().reading(false));
            byte[] bytes = ConnectionPair.bytes(50_000);

            ConnectionPair.send(pair.client(), bytes);
            pair.client().close();
            atClient.awaitClosedInOrder();
            runOnLoop(pair.server(), () -> pair.server().reading(true));

            atServer.awaitClosedInOrder();
            assertSameBytes(atServer.received(), bytes);
        }
    }

    @Test
    default void lateHandlerHearsOfBytesAndEnd() {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            RecordingHandler atClient = RecordingHandler.startOn(pair.client());
            byte[] bytes = ConnectionPair.bytes(50_000);
            ConnectionPair.send(pair.client(), bytes);
            pair.client().close();
            atClient.awaitClosedInOrder();

            RecordingHandler atServer = RecordingHandler.startOn(pair.server());

            atServer.awaitClosedInOrder();
            assertSameBytes(atServer.received(), bytes);
            atServer.assertNoFaults();
        }
    }

    @Test
    default void handlerThatComesAfterItsOwnCloseHearsTheEndOnce() {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            RecordingHandler atServer = RecordingHandler.startOn(pair.server());
            pair.client().close();
            atServer.awaitClosedInOrder();

            RecordingHandler atClient = new RecordingHandler(pair.client());
            atClient.undisturbed(() -> pair.client().start(atClient));

            atClient.awaitClosedInOrder();
            runOnLoop(pair.client(), () -> {});
            atClient.assertNoFaults();
        }
    }

    @Test
    default void writeAfterTheCloseReleasesItsBuffer() {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            RecordingHandler atServer = RecordingHandler.startOn(pair.server());
            runOnLoop(pair.client(), () -> {
                ByteBuf late = ConnectionPair.buffer(pair.client(), new byte[100]);
                pair.client().close();
                pair.client().write(late);
                pair.client().flush();

                assertThat(late.refCnt()).isZero();
                assertThat(pair.client().isWritable()).isFalse();
                assertThat(pair.client().bytesBeforeUnwritable()).isZero();
            });
            atServer.awaitClosedInOrder();
            assertThat(atServer.receivedBytes()).isZero();

            runOnLoop(pair.server(), () -> {
                ByteBuf later = ConnectionPair.buffer(pair.server(), new byte[100]);
                pair.server().write(later);
                pair.server().flush();
                assertThat(later.refCnt()).isZero();
                assertThat(pair.server().bytesQueued()).isZero();
            });
        }
    }

    @Test
    default void closeDropsInTheEndWhatTheOtherSideDoesNotRead() {
        ConnectionOptions impatient = options().withCloseTimeout(Duration.ofMillis(100));
        try (ConnectionPair pair = ConnectionPair.open(this, impatient)) {
            RecordingHandler atClient = RecordingHandler.startOn(pair.client());
            FlowContract.writeUntilUnwritable(pair.client());

            pair.client().close();

            atClient.awaitClosed();
            assertThat(atClient.cause().reason()).isEqualTo(Reason.STALLED);
            assertThat(atClient.cause().mayHaveBeenProcessed()).isTrue();
            assertThat(atClient.cause()).hasMessageContaining("closeTimeout PT0.1S");
        }
    }

    @Test
    default void handlerThatThrowsLosesItsConnectionOnly() {
        AtomicBoolean wasCalledAgain = new AtomicBoolean();
        try (ConnectionPair pair = ConnectionPair.open(this);
                ConnectionPair other = ConnectionPair.open(this)) {
            RecordingHandler atClient = RecordingHandler.startOn(pair.client());
            RecordingHandler atServer = new RecordingHandler(pair.server()) {
                @Override
                public void onBytes(ByteBuf bytes) {
                    throw new IllegalStateException("a handler that throws, on purpose");
                }

                @Override
                public void onReadComplete() {
                    wasCalledAgain.set(true);
                }

                @Override
                public void onClosed(ConnectionException why) {
                    super.onClosed(why);
                    throw new IllegalStateException("a handler that throws to the last, on purpose");
                }
            };
            runOnLoop(pair.server(), () -> pair.server().start(atServer));

            ConnectionPair.send(pair.client(), new byte[] {1});

            atServer.awaitClosed();
            assertThat(atServer.cause().reason()).isEqualTo(Reason.CLOSED);
            assertThat(atServer.cause()).hasRootCauseMessage("a handler that throws, on purpose");
            atClient.awaitClosed();
            assertThat(wasCalledAgain).isFalse();

            RecordingHandler atOther = RecordingHandler.startOn(other.server());
            ConnectionPair.send(other.client(), new byte[] {1});
            atOther.awaitBytes(1);
        }
    }

    @Test
    default void endComesFromWithinACallback() {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            RecordingHandler atServer = new RecordingHandler(pair.server()) {
                @Override
                public void onBytes(ByteBuf bytes) {
                    super.onBytes(bytes);
                    connection.write(bytes.retain());
                    connection.close();
                }
            };
            runOnLoop(pair.server(), () -> pair.server().start(atServer));
            RecordingHandler atClient = RecordingHandler.startOn(pair.client());

            ConnectionPair.send(pair.client(), new byte[] {1, 2});

            atClient.awaitClosedInOrder();
            assertThat(atClient.received()).containsExactly(1, 2);
            atServer.awaitClosedInOrder();
            await().untilAsserted(atServer::assertNoFaults);
            assertThat(atServer.readCompletes()).isZero();
        }
    }
}
