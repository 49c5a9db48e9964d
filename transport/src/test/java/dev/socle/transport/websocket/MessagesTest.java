package dev.socle.transport.websocket;

import static dev.socle.transport.TransportUnderTest.runOnLoop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.ConnectionPair;
import dev.socle.transport.Listener;
import dev.socle.transport.RecordingHandler;
import dev.socle.transport.WebSocketOptions;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What travels on a WebSocket, byte for byte, and what a listener does when it is not as it should be. */
@ExtendWith(BufferLeaks.class)
@Timeout(120)
class MessagesTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final BlockingQueue<Connection> accepted = new LinkedBlockingQueue<>();
    private final Listener listener = new WebSocketTransport()
            .listen(
                    Address.parse("ws://127.0.0.1:0"),
                    ConnectionOptions.defaults()
                            .withWebSocket(WebSocketOptions.defaults().withMessageBytesMax(1_000)),
                    accepted::add)
            .block(LIMIT);
    private Visitor visitor;
    private Connection connection;
    private RecordingHandler handler;

    @BeforeEach
    void comeIn() throws Exception {
        visitor = Visitor.upgraded(listener.address());
        connection = accepted.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        handler = RecordingHandler.startOn(connection);
    }

    @AfterEach
    void leave() throws Exception {
        visitor.close();
        handler.awaitClosed();
        listener.close().block(LIMIT);
    }

    @Test
    void messageIsReadWithItsLengthInFront() throws Exception {
        visitor.frame(Visitor.FINAL | Visitor.BINARY, new byte[] {7, 8, 9});

        handler.awaitBytes(6);
        assertThat(handler.received()).containsExactly(0, 0, 3, 7, 8, 9);
    }

    @Test
    void messageInSeveralFramesIsPutTogether() throws Exception {
        visitor.frame(Visitor.BINARY, new byte[] {1});
        visitor.frame(Visitor.CONTINUATION, new byte[] {});
        visitor.frame(Visitor.FINAL | Visitor.PING, new byte[] {5}); // may come between
        visitor.frame(Visitor.CONTINUATION, new byte[] {2});
        visitor.frame(Visitor.FINAL | Visitor.CONTINUATION, new byte[] {3});

        handler.awaitBytes(6);
        assertThat(handler.received()).containsExactly(0, 0, 3, 1, 2, 3);
        assertThat(visitor.expect(Visitor.FINAL | Visitor.PONG)).containsExactly(5);
    }

    @Test
    void writtenMessagesLeaveOneByOneWithoutTheirLength() throws Exception {
        ConnectionPair.send(connection, new byte[] {0, 0, 2, 1, 2, 0, 0, 0, 0});
        ConnectionPair.send(connection, new byte[] {0, 3, 4});
        ConnectionPair.send(connection, new byte[] {5, 6, 0, 0, 1, 7});

        assertThat(visitor.expect(Visitor.FINAL | Visitor.BINARY)).containsExactly(1, 2);
        assertThat(visitor.expect(Visitor.FINAL | Visitor.BINARY)).isEmpty();
        assertThat(visitor.expect(Visitor.FINAL | Visitor.BINARY)).containsExactly(4, 5, 6);
        assertThat(visitor.expect(Visitor.FINAL | Visitor.BINARY)).containsExactly(7);
    }

    @Test
    void textIsRefused() throws Exception {
        visitor.frame(Visitor.FINAL | Visitor.TEXT, new byte[] {'h', 'i'});
        assertRefused(1003, "text");
    }

    @Test
    void longMessageIsRefusedInOneFrameAndInMany() throws Exception {
        visitor.frame(Visitor.BINARY, new byte[600]);
        visitor.frame(Visitor.CONTINUATION, new byte[401]);
        assertRefused(1009, "messageBytesMax 1000");

        try (Visitor other = Visitor.upgraded(listener.address())) {
            RecordingHandler.startOn(accepted.take());
            other.frame(Visitor.FINAL | Visitor.BINARY, new byte[1_001]);
            assertThat(other.expectClose()).isEqualTo(1009);
        }
    }

    @Test
    void unmaskedFrameIsAViolation() throws Exception {
        visitor.raw((byte) (Visitor.FINAL | Visitor.BINARY), (byte) 1, (byte) 0);
        assertRefused(1002, "1002");
    }

    @Test
    void compressedFrameIsAViolation() throws Exception {
        visitor.frame(Visitor.FINAL | Visitor.COMPRESSED | Visitor.BINARY, new byte[] {1});
        assertRefused(1002, "1002");
    }

    @Test
    void longPingIsAViolation() throws Exception {
        visitor.frame(Visitor.FINAL | Visitor.PING, new byte[126]);
        assertRefused(1002, "1002");
    }

    @Test
    void closeIsAnsweredAndIsInOrder() throws Exception {
        visitor.frame(Visitor.FINAL | Visitor.CLOSE, new byte[] {3, (byte) 0xE8});

        assertThat(visitor.expectClose()).isEqualTo(1000);
        visitor.close();
        handler.awaitClosedInOrder();
    }

    @Test
    void closeWithAFaultIsALoss() throws Exception {
        visitor.frame(Visitor.FINAL | Visitor.CLOSE, new byte[] {3, (byte) 0xF1, 'b', 'i', 'g'});

        assertThat(visitor.expectClose()).isEqualTo(1009);
        visitor.close();
        assertLost("closed it with code 1009: \"big\"");
    }

    @Test
    void ownCloseWaitsForTheAnswer() throws Exception {
        connection.close();

        assertThat(visitor.expectClose()).isEqualTo(1000);
        visitor.closeAndExpectEnd(1000);
        handler.awaitClosedInOrder();
    }

    @Test
    void endWithoutACloseIsALoss() throws Exception {
        visitor.close();
        assertLost("without a Close frame");
    }

    @Test
    void pingsOfWhoDoesNotReadFillNothing() throws Exception {
        runOnLoop(connection, () -> {
            while (connection.isWritable()) {
                connection.write(
                        connection.allocator().buffer().writeMedium(8_192).writeZero(8_192));
                connection.flush();
            }
        });
        long before = connection.bytesQueued();
        for (int i = 0; i < 1_000; i++) {
            visitor.frame(Visitor.FINAL | Visitor.PING, new byte[100]);
        }
        visitor.frame(Visitor.FINAL | Visitor.BINARY, new byte[] {1});

        handler.awaitBytes(4);
        runOnLoop(connection, () -> assertThat(connection.bytesQueued()).isLessThanOrEqualTo(before));
        visitor.close();
    }

    private void assertRefused(int code, String why) throws Exception {
        assertThat(visitor.expectClose()).isEqualTo(code);
        visitor.closeAndExpectEnd(code);
        assertLost(why);
        assertThat(handler.receivedBytes()).isZero();
    }

    private void assertLost(String why) {
        handler.awaitClosed();
        assertThat(handler.cause().reason()).isEqualTo(Reason.LOST);
        assertThat(handler.cause()).hasMessageContaining(why);
    }
}
