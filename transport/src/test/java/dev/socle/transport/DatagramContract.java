package dev.socle.transport;

import static dev.socle.transport.TransportUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.transport.ConnectionException.Reason;
import io.netty.buffer.ByteBuf;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.Disposable;

/** What every datagram transport promises. A test of one implements it and names the transport. */
@ExtendWith(BufferLeaks.class)
@Timeout(120)
public interface DatagramContract {

    Duration LIMIT = Duration.ofSeconds(30);

    /** The transport. */
    DatagramTransport transport();

    /** An address at which a socket can be bound now; the system may fill in the port. */
    Address freeAddress();

    default RecordingDatagrams bind(DatagramOptions options) {
        return RecordingDatagrams.startOn(
                transport().bind(freeAddress(), options).block(LIMIT));
    }

    default RecordingDatagrams bind() {
        return bind(DatagramOptions.defaults());
    }

    default RecordingDatagrams connect(RecordingDatagrams to, DatagramOptions options) {
        return RecordingDatagrams.startOn(
                transport().connect(to.datagrams().localAddress(), options).block(LIMIT));
    }

    @Test
    default void transportIsFoundByItsScheme() {
        assertThat(DatagramTransport.of(freeAddress())).hasSameClassAs(transport());
        assertThat(transport().scheme()).isEqualTo(freeAddress().scheme());
        assertThatThrownBy(() -> DatagramTransport.of(Address.of("tcp", "127.0.0.1", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"tcp\" (expected one of: [udp");
    }

    @Test
    default void datagramsArriveWholeWithTheirSenderWhoCanBeAnswered() {
        try (RecordingDatagrams one = bind();
                RecordingDatagrams other = bind()) {
            byte[] sent = ConnectionPair.bytes(1_200);

            assertThat(one.send(sent, other.datagrams().localEnd())).isTrue();
            RecordingDatagrams.Received received = other.awaitReceived(1);

            assertThat(received.bytes()).isEqualTo(sent);
            assertThat(received.from()).isEqualTo(one.datagrams().localEnd());
            assertThat(other.send(new byte[] {1, 2, 3}, received.from())).isTrue();
            assertThat(one.awaitReceived(1).bytes()).containsExactly(1, 2, 3);
            await().until(() -> one.readCompletes() == 1);
        }
    }

    @Test
    default void boundariesAreKept() {
        try (RecordingDatagrams one = bind();
                RecordingDatagrams other = bind()) {
            SocketAddress to = other.datagrams().localEnd();
            one.send(new byte[] {1}, to);
            one.send(new byte[] {4, 5, 6}, to);
            one.send(new byte[] {2, 3}, to);

            other.awaitReceived(3);

            assertThat(other.received().stream().map(datagram -> datagram.bytes().length))
                    .containsExactly(1, 3, 2);
        }
    }

    @Test
    default void connectedSocketSendsToItsOtherSideOnly() {
        try (RecordingDatagrams server = bind();
                RecordingDatagrams client = connect(server, DatagramOptions.defaults())) {
            assertThat(client.datagrams().remoteAddress())
                    .isEqualTo(server.datagrams().localAddress());
            assertThat(server.datagrams().remoteAddress()).isNull();

            assertThat(client.send(new byte[] {7})).isTrue();

            assertThat(server.awaitReceived(1).bytes()).containsExactly(7);
            assertThatThrownBy(
                            () -> client.send(new byte[] {1}, server.datagrams().localEnd()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is connected");
            assertThatThrownBy(() -> server.send(new byte[] {1}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is not connected");
        }
    }

    @Test
    default void whatIsTooLargeOrEmptyIsRefusedHere() {
        try (RecordingDatagrams one = bind();
                RecordingDatagrams other = bind()) {
            assertThatThrownBy(() -> one.send(new byte[1_201], other.datagrams().localEnd()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Datagram of 1201 bytes exceeds bytesMax 1200")
                    .hasMessageContaining("at most 65507");

            assertThatThrownBy(() -> one.send(new byte[0], other.datagrams().localEnd()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Datagram of 0 bytes");

            one.send(new byte[1_200], other.datagrams().localEnd());
            assertThat(other.awaitReceived(1).bytes()).hasSize(1_200);
            assertThat(other.received()).hasSize(1);
        }
    }

    @Test
    default void whatIsReceivedAboveTheLimitIsDroppedAndCounted() {
        try (RecordingDatagrams one = bind(DatagramOptions.defaults().withBytesMax(2_000));
                RecordingDatagrams other = bind()) {
            one.send(new byte[1_201], other.datagrams().localEnd());
            one.send(new byte[2_000], other.datagrams().localEnd());
            one.send(new byte[] {9}, other.datagrams().localEnd());

            assertThat(other.awaitReceived(1).bytes()).containsExactly(9);
            assertThat(other.datagrams().receivesDropped()).isEqualTo(2);
        }
    }

    @Test
    default void largestDatagramOfUdpPasses() {
        DatagramOptions options = DatagramOptions.defaults().withBytesMax(DatagramOptions.BYTES_LIMIT);
        try (RecordingDatagrams one = bind(options);
                RecordingDatagrams other = bind(options)) {
            byte[] sent = ConnectionPair.bytes(DatagramOptions.BYTES_LIMIT);

            one.send(sent, other.datagrams().localEnd());

            TransportUnderTest.assertSameBytes(other.awaitReceived(1).bytes(), sent);
        }
    }

    @Test
    default void moreThanMayBeQueuedIsDroppedAndCounted() {
        DatagramOptions options = DatagramOptions.defaults().withQueuedBytesMax(10_000);
        try (RecordingDatagrams one = bind(options);
                RecordingDatagrams other = bind()) {
            SocketAddress to = other.datagrams().localEnd();
            int queued = one.onLoop(() -> {
                int count = 0;
                while (one.datagrams().send(one.buffer(new byte[1_000]), to)) {
                    count++;
                }
                one.datagrams().flush();
                return count;
            });

            assertThat(queued).isBetween(8, 10); // each has an overhead
            assertThat(one.datagrams().sendsDropped()).isEqualTo(1);
            other.awaitReceived(queued);
            assertThat(one.send(new byte[1_000], to)).isTrue();
            other.awaitReceived(queued + 1);
        }
    }

    @Test
    default void endOfAnotherKindIsRefused() {
        try (RecordingDatagrams one = bind()) {
            assertThatThrownBy(() -> one.send(new byte[1], new SocketAddress() {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("(expected: ");
        }
    }

    @Test
    default void closedSocketDropsAndItsAddressIsFreeAgain() {
        RecordingDatagrams one = bind();
        Address address = one.datagrams().localAddress();
        assertThatThrownBy(() ->
                        transport().bind(address, DatagramOptions.defaults()).block(LIMIT))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ADDRESS_IN_USE))
                .hasMessageContaining(address.toString());

        one.close();

        assertThat(one.onLoop(() -> one.datagrams()
                        .send(one.buffer(new byte[1]), one.datagrams().localEnd())))
                .isFalse();
        await().ignoreExceptions().until(() -> {
            RecordingDatagrams.startOn(transport()
                            .bind(address, DatagramOptions.defaults())
                            .block(LIMIT))
                    .close();
            return true;
        });
    }

    @Test
    default void handlerOfASocketThatIsClosedAlreadyIsToldSo() {
        Datagrams datagrams =
                transport().bind(freeAddress(), DatagramOptions.defaults()).block(LIMIT);
        datagrams.close();

        RecordingDatagrams late = RecordingDatagrams.startOn(datagrams);

        await().until(late::isClosed);
        late.close();
    }

    @Test
    default void handlerThatFailsLosesOneDatagramAndNotTheSocket() {
        Datagrams datagrams =
                transport().bind(freeAddress(), DatagramOptions.defaults()).block(LIMIT);
        AtomicReference<byte[]> survived = new AtomicReference<>();
        datagrams.execute(() -> datagrams.start(new DatagramHandler() {
            @Override
            public void onDatagram(ByteBuf datagram, SocketAddress from) {
                if (datagram.getByte(0) == 0) {
                    throw new IllegalStateException("provoked by a test");
                }
                survived.set(new byte[] {datagram.getByte(0)});
            }

            @Override
            public void onReadComplete() {}

            @Override
            public void onUndelivered(ConnectionException failure) {}

            @Override
            public void onClosed(ConnectionException cause) {}
        }));
        try (RecordingDatagrams one = bind()) {
            one.send(new byte[] {0}, datagrams.localEnd());
            one.send(new byte[] {5}, datagrams.localEnd());

            await().until(() -> survived.get() != null);
            assertThat(survived.get()).containsExactly(5);
        }
        datagrams.close();
    }

    @Test
    default void timersRunOnTheLoopUnlessDisposed() {
        try (RecordingDatagrams one = bind()) {
            AtomicReference<Boolean> ran = new AtomicReference<>();
            AtomicReference<Boolean> disposed = new AtomicReference<>();
            Disposable never = one.onLoop(() -> one.datagrams().schedule(() -> disposed.set(true), 20));
            never.dispose();
            one.datagrams().schedule(() -> ran.set(one.datagrams().inLoop()), 30);

            await().until(() -> Boolean.TRUE.equals(ran.get()));
            assertThat(disposed).hasNullValue();
        }
    }

    @Test
    default void startIsCalledOnceAndOnTheLoop() {
        try (RecordingDatagrams one = bind()) {
            assertThatThrownBy(() -> one.datagrams().start(one))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("(expected: its event loop");
            assertThatThrownBy(() -> one.runOnLoop(() -> one.datagrams().start(one)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("(expected: once)");
        }
    }
}
