package dev.socle.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import dev.socle.transport.Transport;
import dev.socle.transport.TransportUnderTest;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.uring.IoUring;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.blockhound.BlockingOperationError;
import reactor.core.scheduler.Schedulers;
import reactor.netty.tcp.TcpClient;

class LoopsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void epollIsTakenWhereThereIsEpollAndNothingByAccident() {
        assertThat(Engine.choose(null))
                .isEqualTo(Epoll.isAvailable() ? Engine.EPOLL : KQueue.isAvailable() ? Engine.KQUEUE : Engine.NIO);
        assertThat(Engine.choose("nio")).isEqualTo(Engine.NIO);
        assertThatThrownBy(() -> Engine.choose("poll"))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("socle.transport: \"poll\" (expected: epoll, kqueue, nio, io_uring)");
    }

    @Test
    void engineThatWasAskedForAndIsNotThereIsRefusedWithTheReason() {
        String missing = Epoll.isAvailable() ? "kqueue" : "epoll";

        assertThatThrownBy(() -> Loops.of(missing, 1))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
                .hasMessageStartingWith("Cannot run on engine " + missing + ": it is part of ")
                .hasMessageContaining("and this is " + System.getProperty("os.name"))
                .hasMessageEndingWith("; to take " + Engine.choose(null).label() + ", do not set socle.transport");
    }

    @Test
    void eachEngineSaysWhetherItIsThere() {
        assertThat(Loops.engines())
                .extracting(EngineState::engine)
                .containsExactly("epoll", "kqueue", "nio", "io_uring");
        for (EngineState state : Loops.engines()) {
            assertThat(state.whyNot() == null)
                    .as(state.toString())
                    .isEqualTo(
                            switch (state.engine()) {
                                case "epoll" -> Epoll.isAvailable();
                                case "kqueue" -> KQueue.isAvailable();
                                case "io_uring" -> IoUring.isAvailable();
                                default -> true;
                            });
            assertThat(state.isTakenByItself())
                    .isEqualTo(state.engine().equals(Engine.choose(null).label()));
        }
    }

    @Test
    void connectionsStayOnTheChosenEngineWhereReactorNettyWouldTakeAnother() throws Exception {
        assumeTrue(IoUring.isAvailable(), "no io_uring here: " + IoUring.unavailabilityCause());
        Address address = Address.of("tcp", "127.0.0.1", 0);
        Listener listener = Transport.of(address)
                .listen(address, ConnectionOptions.defaults(), accepted -> {})
                .block(LIMIT);
        Connection ours = Transport.of(address)
                .connect(listener.address(), ConnectionOptions.defaults())
                .block(LIMIT);
        reactor.netty.Connection theirs = TcpClient.newConnection()
                .host("127.0.0.1")
                .port(listener.address().port())
                .connectNow();

        assertThat(theirs.channel().getClass().getSimpleName()).isEqualTo("IoUringSocketChannel");
        assertThat(TransportUnderTest.onLoop(ours, () -> Thread.currentThread().getName()))
                .startsWith("socle-epoll-");
        theirs.disposeNow();
        ours.close();
        listener.close().block(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "io_uring", "kqueue", "nio"})
    void channelsAreOfTheEngine(String engine) {
        Loops loops = TestLoops.of(engine);
        Channel socket = loops.onChannel(SocketChannel.class, loops.group());
        Channel server = loops.onChannel(ServerSocketChannel.class, loops.group());

        String prefix = loops.engine().replace("_", "");
        assertThat(socket.getClass().getSimpleName()).isEqualToIgnoringCase(prefix + "SocketChannel");
        assertThat(server.getClass().getSimpleName()).isEqualToIgnoringCase(prefix + "ServerSocketChannel");
        socket.unsafe().closeForcibly();
        server.unsafe().closeForcibly();
        assertThatThrownBy(() -> loops.onChannel(DatagramChannel.class, loops.group()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void threadsAreNamedDaemonsThatMustNotBlock() throws Exception {
        EventLoop loop = Loops.nio(1).group().next();
        Thread thread = loop.submit(Thread::currentThread).get();

        assertThat(thread.getName()).isEqualTo("socle-nio-1");
        assertThat(thread.isDaemon()).isTrue();
        assertThat(loop.submit(Schedulers::isInNonBlockingThread).get()).isTrue();
    }

    @Test
    void blockedLoopIsNoticedInTests() {
        EventLoop loop = Loops.shared().group().next();

        assertThatThrownBy(() -> loop.submit(() -> {
                            Thread.sleep(1);
                            return true;
                        })
                        .get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(BlockingOperationError.class);
    }
}
