package dev.socle.transport.tcp;

import static dev.socle.transport.TransportUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.EchoHandler;
import dev.socle.transport.Listener;
import dev.socle.transport.RecordingHandler;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A listener whose other side is a plain socket of the JDK and does what it likes. */
@ExtendWith(BufferLeaks.class)
@Timeout(120)
class TcpPeerTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Queue<RecordingHandler> accepted = new ConcurrentLinkedQueue<>();
    private Listener listener;

    @AfterEach
    void closeListener() {
        listener.close().block(LIMIT);
    }

    @Test
    void halfCloseByTheOtherSideIsAnOrderlyEnd() throws IOException {
        listen(ConnectionOptions.defaults(), this::record);
        try (Socket socket = connect()) {
            socket.getOutputStream().write(new byte[] {1, 2, 3});
            socket.shutdownOutput();

            await().until(() -> !accepted.isEmpty());
            RecordingHandler handler = accepted.element();
            handler.awaitClosedInOrder();
            assertThat(handler.received()).containsExactly(1, 2, 3);
            handler.assertNoFaults();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void resetByTheOtherSideIsALoss() throws IOException {
        listen(ConnectionOptions.defaults(), this::record);
        Socket socket = connect();
        await().until(() -> !accepted.isEmpty());

        TcpFailureTest.reset(socket);

        accepted.element().awaitClosed();
        assertThat(accepted.element().cause().reason()).isEqualTo(Reason.LOST);
    }

    @Test
    void listenerSurvivesAStormOfResets() throws IOException {
        listen(ConnectionOptions.defaults(), connection -> connection.start(new EchoHandler(connection)));
        for (int i = 0; i < 500; i++) {
            TcpFailureTest.reset(connect());
        }
        assertAnswers();
    }

    @Test
    void endedSocketIsClosedThoughTheOtherSideStaysOpen() throws IOException {
        listen(ConnectionOptions.defaults().withConnections(1, 1), Connection::close);
        try (Socket stays = connect()) {
            assertThat(stays.getInputStream().read()).isEqualTo(-1);

            // Its place is free again when its socket is.
            await().until(() -> {
                long before = listener.refused();
                try (Socket next = connect()) {
                    assertThat(next.getInputStream().read()).isEqualTo(-1);
                    return listener.refused() == before;
                }
            });
        }
    }

    @Test
    void limitPerHostLeavesOtherHostsAlone() throws IOException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "only Linux has all of 127.0.0.0/8");
        listen(
                ConnectionOptions.defaults().withConnections(100, 1),
                connection -> connection.start(new EchoHandler(connection)));
        try (Socket first = connect()) {
            assertThat(echoes(first)).isTrue();
            try (Socket second = connect()) {
                assertThat(second.getInputStream().read()).isEqualTo(-1);
            }
            InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
            try (Socket third =
                    new Socket(NetUtil.LOCALHOST4, listener.address().port(), other, 0)) {
                assertThat(echoes(third)).isTrue();
            }
        }
        assertThat(listener.refused()).isEqualTo(1);
    }

    private void assertAnswers() throws IOException {
        // Those that were reset still count until their loop has noticed.
        await().until(() -> {
            try (Socket socket = connect()) {
                return echoes(socket);
            } catch (IOException e) {
                return false;
            }
        });
    }

    private static boolean echoes(Socket socket) throws IOException {
        socket.getOutputStream().write(7);
        return socket.getInputStream().read() == 7;
    }

    private Socket connect() throws IOException {
        return new Socket(NetUtil.LOCALHOST4, listener.address().port());
    }

    private void record(Connection connection) {
        RecordingHandler handler = new RecordingHandler(connection);
        connection.start(handler);
        accepted.add(handler);
    }

    private void listen(ConnectionOptions options, Consumer<Connection> onConnection) {
        listener = new TcpTransport()
                .listen(Address.parse("tcp://127.0.0.1:0"), options, onConnection)
                .block(LIMIT);
    }
}
