package dev.socle.transport;

import static dev.socle.transport.TransportUnderTest.assertSameBytes;
import static dev.socle.transport.TransportUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.transport.ConnectionException.Reason;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** How connections come about. */
interface ConnectContract extends TransportUnderTest {

    Duration LIMIT = Duration.ofSeconds(90);

    @Test
    default void transportIsFoundByItsScheme() {
        assertThat(Transport.of(freeAddress())).hasSameClassAs(transport());
        assertThat(transport().scheme()).isEqualTo(freeAddress().scheme());
    }

    @Test
    default void bothEndsNameTheSameTwoAddresses() {
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            assertThat(pair.client().remoteAddress()).isEqualTo(pair.listener().address());
            assertThat(pair.server().localAddress()).isEqualTo(pair.listener().address());
            assertThat(pair.server().remoteAddress()).isEqualTo(pair.client().localAddress());
            assertThat(pair.client().localAddress()).isNotEqualTo(pair.client().remoteAddress());
            assertThat(Address.parse(pair.client().localAddress().toString()))
                    .isEqualTo(pair.client().localAddress());
            assertThat(pair.client().id()).isNotEqualTo(pair.server().id());
        }
    }

    @Test
    default void connectionIsEmittedOnItsOwnLoop() {
        AtomicReference<Thread> emittedIn = new AtomicReference<>();
        AtomicReference<Boolean> wasInLoop = new AtomicReference<>();
        Listener listener =
                transport().listen(freeAddress(), options(), accepted -> {}).block(LIMIT);

        Connection connection = transport()
                .connect(listener.address(), options())
                .doOnNext(emitted -> {
                    emittedIn.set(Thread.currentThread());
                    wasInLoop.set(emitted.inLoop() && Schedulers.isInNonBlockingThread());
                })
                .block(LIMIT);

        assertThat(wasInLoop).hasValue(true);
        assertThat(emittedIn.get().getName()).startsWith("socle-");
        assertThat(emittedIn.get().isDaemon()).isTrue();
        connection.close();
        listener.close().block(LIMIT);
    }

    @Test
    default void eachSubscriptionOpensAConnectionAndNothingElseDoes() {
        Queue<Connection> accepted = new ConcurrentLinkedQueue<>();
        Listener listener =
                transport().listen(freeAddress(), options(), accepted::add).block(LIMIT);
        Mono<Connection> connect = transport().connect(listener.address(), options());

        assertThat(accepted).isEmpty();
        Connection first = connect.block(LIMIT);
        Connection second = connect.block(LIMIT);

        await().untilAsserted(() -> assertThat(accepted).hasSize(2));
        assertThat(first.id()).isNotEqualTo(second.id());
        first.close();
        second.close();
        listener.close().block(LIMIT);
    }

    @Test
    default void connectToWhereNobodyListensIsRefused() {
        Listener listener =
                transport().listen(freeAddress(), options(), accepted -> {}).block(LIMIT);
        listener.close().block(LIMIT);

        assertThatThrownBy(
                        () -> transport().connect(listener.address(), options()).block(LIMIT))
                .isInstanceOfSatisfying(ConnectionException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.REFUSED);
                    assertThat(e.mayHaveBeenProcessed()).isFalse();
                })
                .hasMessageContaining(listener.address().toString());
    }

    @Test
    default void cancelledConnectsLeaveNoConnection() {
        Queue<RecordingHandler> accepted = new ConcurrentLinkedQueue<>();
        Listener listener = transport()
                .listen(freeAddress(), options(), connection -> {
                    RecordingHandler handler = new RecordingHandler(connection);
                    connection.start(handler);
                    accepted.add(handler);
                })
                .block(LIMIT);
        ConnectionOptions options = options().withStartTimeout(Duration.ofMillis(500));
        for (int i = 0; i < 50; i++) {
            // Sometimes it is open before it is cancelled, sometimes both happen at once: then nobody starts it.
            Disposable connect =
                    transport().connect(listener.address(), options).subscribe(Connection::close);
            connect.dispose();
        }

        // One more, so that all that was on its way before has arrived.
        Connection last = transport().connect(listener.address(), options()).block(LIMIT);
        last.close();

        await().untilAsserted(() -> assertThat(accepted).isNotEmpty().allMatch(RecordingHandler::isClosed));
        listener.close().block(LIMIT);
    }

    @Test
    default void connectionThatNobodyStartsIsClosed() {
        ConnectionOptions options = options().withStartTimeout(Duration.ofMillis(100));
        try (ConnectionPair pair = ConnectionPair.open(this, options)) {
            RecordingHandler atServer = RecordingHandler.startOn(pair.server());

            atServer.awaitClosedInOrder();

            RecordingHandler tooLate = RecordingHandler.startOn(pair.client());
            tooLate.awaitClosed();
            assertThat(tooLate.cause().reason()).isEqualTo(Reason.CLOSED);
            assertThat(tooLate.cause()).hasMessageContaining("startTimeout PT0.1S");
        }
    }

    @Test
    default void twoHundredConnectAtOnce() {
        Listener listener = transport()
                .listen(freeAddress(), options(), accepted -> accepted.start(new EchoHandler(accepted)))
                .block(LIMIT);

        List<Connection> connections = Flux.range(0, 200)
                .flatMap(i -> transport().connect(listener.address(), options()), 200)
                .collectList()
                .block(LIMIT);

        Set<Address> ends = new HashSet<>();
        for (Connection connection : connections) {
            ends.add(connection.localAddress());
            RecordingHandler handler = RecordingHandler.startOn(connection);
            ConnectionPair.send(connection, ConnectionPair.bytes(100));
            handler.awaitBytes(100);
            assertSameBytes(handler.received(), ConnectionPair.bytes(100));
            connection.close();
        }
        assertThat(ends).hasSize(namesClients() ? 200 : 1);
        listener.close().block(LIMIT);
    }
}
