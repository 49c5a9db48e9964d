package dev.socle.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.scheduler.Schedulers;

class LoopsTest {

    @Test
    void epollIsTakenWhereThereIsEpollAndNothingByAccident() {
        assertThat(Engine.choose(null)).isEqualTo(Epoll.isAvailable() ? Engine.EPOLL : Engine.NIO);
        assertThat(Engine.choose("nio")).isEqualTo(Engine.NIO);
        assertThatThrownBy(() -> Engine.choose("io_uring"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("socle.transport: \"io_uring\" (expected: epoll or nio)");
    }

    @Test
    void channelsAreOfTheEngine() {
        for (Loops loops : new Loops[] {Loops.shared(), Loops.nio(1)}) {
            Channel socket = loops.onChannel(SocketChannel.class, loops.group());
            Channel server = loops.onChannel(ServerSocketChannel.class, loops.group());

            assertThat(socket.getClass().getSimpleName()).isEqualToIgnoringCase(loops.engine() + "SocketChannel");
            assertThat(server.getClass().getSimpleName()).isEqualToIgnoringCase(loops.engine() + "ServerSocketChannel");
            socket.unsafe().closeForcibly();
            server.unsafe().closeForcibly();
            assertThatThrownBy(() -> loops.onChannel(DatagramChannel.class, loops.group()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
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
