package dev.socle.transport.channel;

import dev.socle.transport.ConnectionOptions;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringSocketChannel;

/** Where a channel has its buffers from, how much it reads at once, and how much may wait in it. */
public final class Buffers {

    /** What bulk traffic frees is taken again while the caches still know it; Netty's default gives it back to the system. */
    static final ByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;

    private static final int RECEIVE_BYTES_MAX = 256 * 1024;
    /** Reads of one connection in a row; who sends in bulk must not keep the loop from the others for longer. */
    private static final int READS_MAX = 4;
    /** Bytes that wait in the system to be sent: what waits there cannot be overtaken by what is small and urgent. */
    private static final int UNSENT_BYTES_MAX = 96 * 1024;

    private Buffers() {}

    /** Grow with what comes in one read, so that most frames of long messages lie whole in one buffer. */
    public static RecvByteBufAllocator receive() {
        return new AdaptiveRecvByteBufAllocator(64, 2048, RECEIVE_BYTES_MAX).maxMessagesPerRead(READS_MAX);
    }

    /** The marks between which a channel turns writable and not. */
    public static WriteBufferWaterMark marks(ConnectionOptions options) {
        return new WriteBufferWaterMark(options.outboundLowBytes(), options.outboundHighBytes());
    }

    /** Keeps what waits in the system short, where the engine can. */
    public static void limitUnsent(Channel channel) {
        if (channel instanceof EpollSocketChannel socket) {
            socket.config().setTcpNotSentLowAt(UNSENT_BYTES_MAX);
        } else if (channel instanceof IoUringSocketChannel) {
            channel.config().setOption(IoUringChannelOption.TCP_NOTSENT_LOWAT, (long) UNSENT_BYTES_MAX);
        }
    }
}
