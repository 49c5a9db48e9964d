package dev.socle.transport.channel;

import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.SocketOption;
import dev.socle.transport.TcpInfo;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.Disposable;

/** What a connection has of its channel whatever state it is in: its number, its socket's options, its event loop. */
abstract class ChannelBound extends ChannelInboundHandlerAdapter implements Connection {

    private static final AtomicLong IDS = new AtomicLong();

    final long id = IDS.incrementAndGet();
    final Channel channel;
    final ConnectionOptions options;

    ChannelBound(Channel channel, ConnectionOptions options) {
        this.channel = channel;
        this.options = options;
    }

    @Override
    public final long id() {
        return id;
    }

    @Override
    public final ByteBufAllocator allocator() {
        return channel.alloc();
    }

    @Override
    public final long bytesQueued() {
        ChannelOutboundBuffer queued = channel.unsafe().outboundBuffer();
        return queued == null ? 0 : queued.totalPendingWriteBytes();
    }

    @Override
    public final <T> T option(SocketOption<T> option) {
        return SocketAccess.read(channel, option, this);
    }

    @Override
    public final TcpInfo tcpInfo() {
        return SocketAccess.tcpInfo(channel, this);
    }

    @Override
    public final void shortenReceiveQueue() {
        assert inLoop() : "shortenReceiveQueue outside of the event loop";
        SameMachine.shortenReceiveQueue(channel, options.socket());
    }

    @Override
    public final boolean inLoop() {
        return channel.eventLoop().inEventLoop();
    }

    @Override
    public final void execute(Runnable task) {
        channel.eventLoop().execute(task);
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // a hint, which costs nothing where no thread waits
    public final void offerProcessor() {
        Thread.yield();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what the task throws is logged by the loop
    public final void yieldThen(Runnable task) {
        channel.eventLoop().schedule(task, 0, TimeUnit.MILLISECONDS); // timers that are due come after the sockets
    }

    @Override
    public final Disposable schedule(Runnable task, long delayMillis) {
        return new Timer(channel.eventLoop().schedule(task, delayMillis, TimeUnit.MILLISECONDS));
    }

    /** A task that waits for its time on the event loop. */
    private record Timer(ScheduledFuture<?> task) implements Disposable {
        @Override
        public void dispose() {
            task.cancel(false);
        }

        @Override
        public boolean isDisposed() {
            return task.isDone();
        }
    }
}
