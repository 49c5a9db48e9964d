package dev.socle.transport.tcp;

import static dev.socle.transport.ConnectionPair.bytes;
import static dev.socle.transport.ConnectionPair.send;
import static dev.socle.transport.TransportUnderTest.assertSameBytes;
import static dev.socle.transport.TransportUnderTest.await;
import static dev.socle.transport.TransportUnderTest.onLoop;
import static dev.socle.transport.TransportUnderTest.runOnLoop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.ConnectionPair;
import dev.socle.transport.RecordingHandler;
import dev.socle.transport.Transport;
import dev.socle.transport.TransportUnderTest;
import dev.socle.transport.channel.HostResolver;
import dev.socle.transport.channel.Loops;
import dev.socle.transport.channel.TestLoops;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One direction of a connection ends, the other goes on. */
@ExtendWith(BufferLeaks.class)
@Timeout(120)
class HalfCloseTest {

    private static final ConnectionOptions HALF_CLOSE =
            ConnectionOptions.defaults().withHalfClose(true);

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "io_uring", "kqueue", "nio"})
    void afterTheEndOfTheRequestTheAnswerStillArrives(String engine) {
        try (ConnectionPair pair = ConnectionPair.open(subject(engine), HALF_CLOSE)) {
            Ending client = Ending.begin(pair.client());
            Ending server = Ending.begin(pair.server());
            send(pair.client(), bytes(300_000));
            client.undisturbed(() -> pair.client().shutdownOutput());

            server.awaitBytes(300_000);
            await().until(() -> server.inputEnds.get() == 1);
            assertThat(server.isClosed()).isFalse();
            assertThat(onLoop(pair.client(), () -> pair.client().isWritable())).isFalse();
            send(pair.client(), bytes(10)); // is released: nothing may be written any more
            send(pair.server(), bytes(300_001));
            client.awaitBytes(300_001);
            assertSameBytes(client.received(), bytes(300_001));
            assertThat(client.isClosed()).isFalse();

            runOnLoop(pair.server(), () -> pair.server().shutdownOutput());

            client.awaitClosedInOrder();
            server.awaitClosedInOrder();
            assertThat(client.inputEnds).hasValue(1);
            assertThat(server.inputEnds).hasValue(1);
            assertThat(server.receivedBytes()).isEqualTo(300_000);
            client.assertNoFaults();
            server.assertNoFaults();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "io_uring", "kqueue", "nio"})
    void closeAfterTheEndOfOutputEndsBothWays(String engine) {
        try (ConnectionPair pair = ConnectionPair.open(subject(engine), HALF_CLOSE)) {
            Ending client = Ending.begin(pair.client());
            Ending server = Ending.begin(pair.server());
            runOnLoop(pair.client(), () -> {
                pair.client().shutdownOutput();
                pair.client().shutdownOutput(); // twice is once
            });
            await().until(() -> server.inputEnds.get() == 1);

            pair.client().close();
            client.awaitClosedInOrder();
            pair.server().close();
            server.awaitClosedInOrder();
            client.assertNoFaults();
            server.assertNoFaults();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "io_uring", "kqueue", "nio"})
    void endThatCameBeforeTheHandlerIsToldToIt(String engine) {
        try (ConnectionPair pair = ConnectionPair.open(subject(engine), HALF_CLOSE)) {
            Ending client = Ending.begin(pair.client());
            send(pair.client(), bytes(100));
            runOnLoop(pair.client(), () -> pair.client().shutdownOutput());
            assertThat(client.isClosed()).isFalse();

            Ending server = Ending.begin(pair.server());

            await().until(() -> server.inputEnds.get() == 1);
            assertSameBytes(server.received(), bytes(100));
            send(pair.server(), bytes(8_000_000)); // more than the socket takes at once
            client.awaitBytes(8_000_000);
            pair.server().close();
            client.awaitClosedInOrder();
            server.awaitClosedInOrder();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "io_uring", "kqueue", "nio"})
    void withoutTheOptionTheEndClosesTheConnection(String engine) {
        try (ConnectionPair pair = ConnectionPair.open(subject(engine))) {
            Ending client = Ending.begin(pair.client());
            Ending server = Ending.begin(pair.server());

            runOnLoop(pair.client(), () -> pair.client().shutdownOutput());

            server.awaitClosedInOrder();
            client.awaitClosedInOrder();
            assertThat(server.inputEnds).hasValue(0);
        }
    }

    private static TransportUnderTest subject(String engine) {
        Loops loops = TestLoops.of(engine);
        Transport transport = new TcpTransport(() -> loops, new HostResolver(InetAddress::getAllByName));
        return new TransportUnderTest() {
            @Override
            public Transport transport() {
                return transport;
            }

            @Override
            public Address freeAddress() {
                return Address.of("tcp", "127.0.0.1", 0);
            }
        };
    }

    /** Also counts the ends of input. */
    private static final class Ending extends RecordingHandler {

        private final AtomicInteger inputEnds = new AtomicInteger();

        private Ending(Connection connection) {
            super(connection);
        }

        static Ending begin(Connection connection) {
            Ending handler = new Ending(connection);
            runOnLoop(connection, () -> connection.start(handler));
            return handler;
        }

        @Override
        public void onInputEnded() {
            inputEnds.incrementAndGet();
        }
    }
}
