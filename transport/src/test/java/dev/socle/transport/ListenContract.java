package dev.socle.transport;

import static dev.socle.transport.TransportUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.transport.ConnectionException.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a listener does. */
interface ListenContract extends TransportUnderTest {

    Duration LIMIT = Duration.ofSeconds(30);

    @Test
    default void takenAddressIsInUse() {
        Listener first = listen(freeAddress(), options());

        assertThatThrownBy(() -> listen(first.address(), options()))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ADDRESS_IN_USE))
                .hasMessageContaining(first.address().toString());
        first.close().block(LIMIT);
    }

    @Test
    default void closedListenerFreesItsAddressAtOnce() {
        Address address = freeAddress();
        for (int i = 0; i < 20; i++) {
            Listener listener = listen(address, options());
            address = listener.address();
            listener.close().block(LIMIT);
        }
    }

    @Test
    default void listenerClosesTwice() {
        Listener listener = listen(freeAddress(), options());
        listener.close().block(LIMIT);
        listener.close().block(LIMIT);
    }

    @Test
    default void connectionsOutliveTheirListener() {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            RecordingHandler atServer = RecordingHandler.startOn(pair.server());
            pair.listener().close().block(LIMIT);

            ConnectionPair.send(pair.client(), new byte[] {1, 2, 3});

            atServer.awaitBytes(3);
        }
    }

    @Test
    default void consumerThatThrowsClosesItsConnectionOnly() {
        int[] accepted = {0};
        Listener listener = transport()
                .listen(freeAddress(), options(), connection -> {
                    if (accepted[0]++ == 0) {
                        throw new IllegalStateException("a consumer that throws, on purpose");
                    }
                    connection.start(new EchoHandler(connection));
                })
                .block(LIMIT);

        RecordingHandler first = RecordingHandler.startOn(connect(listener));
        first.awaitClosedInOrder();
        Connection second = connect(listener);
        RecordingHandler atSecond = RecordingHandler.startOn(second);
        ConnectionPair.send(second, new byte[] {7});
        atSecond.awaitBytes(1);

        second.close();
        listener.close().block(LIMIT);
    }

    @Test
    default void surplusConnectionsAreClosedAtOnceAndCounted() {
        Listener listener = listen(freeAddress(), options().withConnections(2, 2));
        List<RecordingHandler> kept = List.of(answered(listener), answered(listener));

        if (hasHandshake()) {
            assertThatThrownBy(() -> connect(listener))
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.reason()).isIn(Reason.REFUSED, Reason.LOST));
        } else {
            RecordingHandler.startOn(connect(listener)).awaitClosedInOrder();
        }

        assertThat(listener.refused()).isEqualTo(1);
        assertThat(listener.lastRefusal().reason()).isEqualTo(Reason.REJECTED);
        assertThat(listener.lastRefusal()).hasMessageContaining("connectionsMax 2");
        assertThat(kept).noneMatch(RecordingHandler::isClosed);
        kept.forEach(handler -> handler.connection.close());
        listener.close().block(LIMIT);
    }

    @Test
    default void closedConnectionLeavesItsPlaceToAnother() {
        Listener listener = listen(freeAddress(), options().withConnections(1, 1));
        RecordingHandler first = answered(listener);
        assertThat(first.isClosed()).isFalse();

        first.connection.close();

        await().ignoreExceptionsMatching(e -> hasHandshake() && e instanceof ConnectionException)
                .until(() -> {
                    RecordingHandler next = answered(listener);
                    boolean isAdmitted = !next.isClosed();
                    next.connection.close();
                    return isAdmitted;
                });
        listener.close().block(LIMIT);
    }

    /** A connection that has either had an answer or been closed. */
    private RecordingHandler answered(Listener listener) {
        RecordingHandler handler = RecordingHandler.startOn(connect(listener));
        ConnectionPair.send(handler.connection, new byte[] {1});
        await().until(() -> handler.receivedBytes() == 1 || handler.isClosed());
        return handler;
    }

    private Listener listen(Address address, ConnectionOptions options) {
        return transport()
                .listen(address, options, accepted -> accepted.start(new EchoHandler(accepted)))
                .block(LIMIT);
    }

    private Connection connect(Listener listener) {
        return transport().connect(listener.address(), options()).block(LIMIT);
    }
}
