package dev.socle.transport.channel;

import dev.socle.transport.SocketOption;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options of the sockets of Linux, with epoll as with io_uring: by the numbers of the system where they are plain integers,
 * so that what is read is what the system says.
 *
 * <p><b>Source:</b> {@code asm-generic/socket.h}, {@code linux/tcp.h}, {@code linux/in.h} and {@code linux/in6.h}; the
 * numbers are those of x86-64 and AArch64, for which there are native libraries.
 */
final class LinuxOptions implements OptionAccess {

    private static final int SOCKET = 1;
    private static final int TCP = 6;
    private static final int IP = 0;
    private static final int IPV6 = 41;

    /** Only an IPv6 socket has it, which tells it apart before it has an address. */
    private static final ChannelOption<Integer> IPV6_ONLY = new IntegerUnixChannelOption("IPV6_V6ONLY", IPV6, 26);

    private final Engine engine;
    private final Map<SocketOption<?>, ChannelOption<?>> known = new HashMap<>();
    private final Map<SocketOption<?>, ChannelOption<?>> knownIpv6 = new HashMap<>();

    /**
     * The options of one engine.
     *
     * @param isFastOpen whether {@code net.ipv4.tcp_fastopen} allows it to listeners; the number alone would be accepted
     */
    LinuxOptions(Engine engine, boolean isFastOpen) {
        this.engine = engine;
        add(SocketOption.SO_REUSEADDR, SOCKET, 2);
        add(SocketOption.SO_TYPE, SOCKET, 3);
        add(SocketOption.SO_DONTROUTE, SOCKET, 5);
        add(SocketOption.SO_BROADCAST, SOCKET, 6);
        add(SocketOption.SO_SNDBUF, SOCKET, 7);
        add(SocketOption.SO_RCVBUF, SOCKET, 8);
        add(SocketOption.SO_KEEPALIVE, SOCKET, 9);
        add(SocketOption.SO_OOBINLINE, SOCKET, 10);
        add(SocketOption.SO_REUSEPORT, SOCKET, 15);
        add(SocketOption.TCP_NODELAY, TCP, 1);
        add(SocketOption.TCP_MAXSEG, TCP, 2);
        add(SocketOption.TCP_KEEPIDLE, TCP, 4);
        add(SocketOption.TCP_KEEPINTVL, TCP, 5);
        add(SocketOption.TCP_KEEPCNT, TCP, 6);
        add(SocketOption.TCP_DEFER_ACCEPT, TCP, 9);
        add(SocketOption.TCP_QUICKACK, TCP, 12);
        add(SocketOption.TCP_USER_TIMEOUT, TCP, 18);
        if (isFastOpen) {
            add(SocketOption.TCP_FASTOPEN, TCP, 23);
        }
        add(SocketOption.IP_MULTICAST_TTL, IP, 33);
        add(SocketOption.IP_MULTICAST_LOOP, IP, 34);
        knownIpv6.put(SocketOption.IP_MULTICAST_TTL, new IntegerUnixChannelOption("IPV6_MULTICAST_HOPS", IPV6, 18));
        knownIpv6.put(SocketOption.IP_MULTICAST_LOOP, new IntegerUnixChannelOption("IPV6_MULTICAST_LOOP", IPV6, 19));
        known.put(SocketOption.SO_LINGER, ChannelOption.SO_LINGER);
        known.put(SocketOption.SO_BACKLOG, ChannelOption.SO_BACKLOG);
        known.put(SocketOption.IP_TOS, ChannelOption.IP_TOS);
        known.put(SocketOption.IP_MULTICAST_IF, ChannelOption.IP_MULTICAST_IF);
    }

    @Override
    public String engine() {
        return engine.label();
    }

    @Override
    public @Nullable ChannelOption<?> find(Channel channel, SocketOption<?> option) {
        ChannelOption<?> ofIpv6 = knownIpv6.get(option);
        return ofIpv6 != null && isIpv6(channel) ? ofIpv6 : known.get(option);
    }

    private static boolean isIpv6(Channel channel) {
        try {
            return channel.config().getOption(IPV6_ONLY) != null;
        } catch (ChannelException unknown) {
            return false;
        }
    }

    private void add(SocketOption<?> option, int level, int number) {
        known.put(option, new IntegerUnixChannelOption(option.name(), level, number));
    }
}
