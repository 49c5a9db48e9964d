package dev.socle.transport.local;

import static dev.socle.transport.TransportUnderTest.runOnLoop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.ConnectionPair;
import dev.socle.transport.Listener;
import dev.socle.transport.RecordingHandler;
import dev.socle.transport.SocketOption;
import dev.socle.transport.SocketOptions;
import dev.socle.transport.Transport;
import dev.socle.transport.TransportContract;
import dev.socle.transport.channel.Loops;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.local.LocalIoHandler;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;

class LocalTransportTest implements TransportContract {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ConnectionOptions OPTIONS = ConnectionOptions.defaults();

    @Override
    public Transport transport() {
        return new LocalTransport();
    }

    @Override
    public Address freeAddress() {
        return freeName();
    }

    static Address freeName() {
        return Address.of("local", "test-" + NAMES.incrementAndGet(), -1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local://name:1", "local://name/path", "local://name?a=b", "local:///path", "tcp://name:1"})
    void addressWithMoreThanANameIsUnusable(String text) {
        Address address = Address.parse(text);
        assertThatThrownBy(() -> transport().connect(address, OPTIONS).block(LIMIT))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ADDRESS_UNUSABLE))
                .hasMessageContaining("local");
        assertThatThrownBy(() ->
                        transport().listen(address, OPTIONS, Connection::close).block(LIMIT))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ADDRESS_UNUSABLE))
                .hasMessageContaining(text);
    }

    @Test
    void namesDoNotTellUpperFromLowerCase() {
        Address lower = freeName();
        Listener listener =
                transport().listen(lower, OPTIONS, Connection::close).block(LIMIT);

        Address upper = Address.parse("local://" + lower.host().replace('t', 'T'));
        transport().connect(upper, OPTIONS).doOnNext(Connection::close).block(LIMIT);

        listener.close().block(LIMIT);
    }

    @Test
    void endThatClosesBeforeTheOtherIsThereIsNoticed() throws Exception {
        EventLoopGroup loops = Loops.group("socle-race", 3, LocalIoHandler.newFactory());
        Transport transport = new LocalTransport(() -> loops);
        AtomicReference<EventExecutor> serverLoop = new AtomicReference<>();
        CompletableFuture<RecordingHandler> accepted = new CompletableFuture<>();
        Listener listener = transport
                .listen(freeName(), OPTIONS, connection -> {
                    RecordingHandler handler = new RecordingHandler(connection);
                    connection.start(handler);
                    accepted.complete(handler);
                })
                .doOnNext(bound -> loops.forEach(loop -> {
                    if (loop.inEventLoop()) {
                        serverLoop.set(loop);
                    }
                }))
                .block(LIMIT);
        // While the listener's loop is busy, a connect cannot be accepted, and is cancelled.
        AtomicBoolean isBusy = new AtomicBoolean(true);
        serverLoop.get().execute(() -> {
            boolean busy = true;
            while (busy) { // a spin that BlockHound does not take for waiting
                busy = isBusy.get();
            }
        });
        Disposable connect = transport.connect(listener.address(), OPTIONS).subscribe();
        letOthersRun(loops, serverLoop.get());
        connect.dispose();
        letOthersRun(loops, serverLoop.get());
        isBusy.set(false);

        accepted.get(30, TimeUnit.SECONDS).awaitClosedInOrder();
        listener.close().block(LIMIT);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
    }

    /** Some turns of every loop but one. */
    private static void letOthersRun(EventLoopGroup loops, EventExecutor but) throws Exception {
        for (int turn = 0; turn < 5; turn++) {
            for (EventExecutor loop : loops) {
                if (loop != but) {
                    loop.submit(() -> {}).get();
                }
            }
        }
    }

    @Test
    void whatOnlySocketsCanDoIsRefused() {
        ConnectionOptions halfClose = ConnectionOptions.defaults().withHalfClose(true);
        ConnectionOptions noDelay =
                ConnectionOptions.defaults().withSocket(SocketOptions.none().with(SocketOption.TCP_NODELAY, true));
        for (ConnectionOptions options : List.of(halfClose, noDelay)) {
            assertUnsupported(() -> transport().connect(freeAddress(), options).block());
            assertUnsupported(() ->
                    transport().listen(freeAddress(), options, accepted -> {}).block());
        }
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            assertUnsupported(() -> runOnLoop(pair.client(), () -> pair.client().shutdownOutput()));
            assertUnsupported(() -> pair.client().option(SocketOption.SO_TYPE));
            assertUnsupported(() -> pair.client().tcpInfo());
            assertUnsupported(() -> pair.listener().option(SocketOption.SO_TYPE));
        }
    }

    private static void assertUnsupported(ThrowingCallable call) {
        assertThatThrownBy(call)
                .satisfies(e -> assertThat(
                                e instanceof AssertionError ? e.getCause().getCause() : e)
                        .isInstanceOfSatisfying(
                                ConnectionException.class,
                                known -> assertThat(known.reason()).isEqualTo(Reason.UNSUPPORTED)));
    }
}
