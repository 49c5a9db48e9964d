package dev.socle.transport.channel;

import dev.socle.transport.SocketOption;
import dev.socle.transport.SocketOptions;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.RawUnixChannelOption;
import io.netty.channel.uring.IoUringSocketChannel;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What suits a TCP connection over the loopback, and no other: no pacing by the sender, and, where small messages share it with
 * bulk, a short queue at the receiver. Only where the engine is one of Linux.
 *
 * <p><b>Threading:</b> any thread.
 * <p><b>Source:</b> man page tcp(7), TCP_CONGESTION; {@code linux/tcp.h} for its number.
 */
final class SameMachine {

    private static final Logger LOG = LoggerFactory.getLogger(SameMachine.class);

    /**
     * Bytes that may wait to be read, in place of the megabytes that the system would allow: what is small and urgent waits
     * behind them. Linux gives no more than {@code net.core.rmem_max}, which is 208 KiB unless it is set up otherwise.
     */
    private static final int RECEIVE_BYTES = 256 * 1024;

    /** In every Linux, and for everybody to choose. */
    private static final byte[] RENO = "reno".getBytes(StandardCharsets.US_ASCII);

    private static final ChannelOption<ByteBuffer> TCP_CONGESTION =
            new RawUnixChannelOption("TCP_CONGESTION", 6, 13, RENO.length);

    private SameMachine() {}

    /** Has an active channel send as fast as the other end of the loopback takes it. */
    static void withoutPacing(Channel channel) {
        if (isLoopback(channel)) {
            set(channel, TCP_CONGESTION, ByteBuffer.wrap(RENO));
        }
    }

    /** Bounds what waits to be read, unless the user has done so. */
    static void shortenReceiveQueue(Channel channel, SocketOptions options) {
        if (isLoopback(channel) && options.value(SocketOption.SO_RCVBUF) == null) {
            set(channel, ChannelOption.SO_RCVBUF, RECEIVE_BYTES);
        }
    }

    private static <T> void set(Channel channel, ChannelOption<T> option, T value) {
        try {
            channel.config().setOption(option, value);
        } catch (ChannelException refusal) { // it works without, only not as well
            LOG.debug("{} stays without {}", channel, option, refusal);
        }
    }

    private static boolean isLoopback(Channel channel) {
        boolean isTcp = channel instanceof EpollSocketChannel || channel instanceof IoUringSocketChannel;
        return isTcp
                && channel.remoteAddress() instanceof InetSocketAddress remote
                && !remote.isUnresolved()
                && remote.getAddress().isLoopbackAddress();
    }
}
