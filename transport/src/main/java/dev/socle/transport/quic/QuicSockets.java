package dev.socle.transport.quic;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.SocketOption.Use;
import dev.socle.transport.channel.Loops;
import dev.socle.transport.channel.SocketAccess;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.SocketProtocolFamily;
import java.net.Inet6Address;
import java.net.InetAddress;

/** Makes the datagram sockets under QUIC. */
final class QuicSockets {

    /** Datagrams in a row; who sends in bulk must not keep the loop from the others for longer. */
    private static final int READS_MAX = 64;

    private QuicSockets() {}

    /** What opens a socket for a host's family of addresses. */
    static Bootstrap bootstrap(
            Loops loops, InetAddress host, Address address, ConnectionOptions options, ChannelHandler handler) {
        SocketAccess.requireOf(options.socket(), address, Use.DATAGRAMS);
        SocketProtocolFamily family =
                host instanceof Inet6Address ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
        return new Bootstrap()
                .group(loops.group())
                .channelFactory(() ->
                        SocketAccess.applied(loops.newDatagramSocket(family), Use.DATAGRAMS, options.socket(), address))
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(QuicLimits.DATAGRAM_BYTES_MAX).maxMessagesPerRead(READS_MAX))
                .handler(handler);
    }
}
