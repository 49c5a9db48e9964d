package dev.socle.transport.channel;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.SocketOption;
import dev.socle.transport.SocketOption.Use;
import dev.socle.transport.SocketOptions;
import dev.socle.transport.TcpInfo;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelConfig;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import io.netty.channel.kqueue.KQueueChannelConfig;
import io.netty.channel.kqueue.KQueueDomainSocketChannel;
import io.netty.channel.nio.AbstractNioChannel;
import io.netty.channel.unix.PeerCredentials;
import io.netty.channel.unix.UnixChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.channel.uring.IoUringTcpInfo;
import io.netty.util.NetUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sets and reads options of channels. What was set is read again, for systems take less than they are asked for without
 * a word.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class SocketAccess {

    private static final OptionAccess NIO = new NioOptions();
    private static final OptionAccess KQUEUE = new KqueueOptions();

    private SocketAccess() {}

    /**
     * Refuses options that none of the kinds of sockets has.
     *
     * <p><b>Errors:</b> {@link ConnectionException} with reason {@code UNSUPPORTED}.
     */
    public static void requireOf(SocketOptions options, Address where, Use... uses) {
        for (SocketOption<?> option : options.set()) {
            boolean isOfOne = false;
            for (Use use : uses) {
                isOfOne |= option.isOf(use);
            }
            if (!isOfOne) {
                throw cannotSet(option, options, where, "this kind of socket has no such option", "leave it out");
            }
        }
    }

    /**
     * Sets the options that a kind of socket has; the others are left to other sockets.
     *
     * <p><b>Errors:</b> {@link ConnectionException} with reason {@code UNSUPPORTED}.
     */
    public static void apply(Channel channel, Use use, SocketOptions options, Address where) {
        for (SocketOption<?> option : options.set()) {
            if (option.isOf(use)) {
                apply(channel, option, options, where);
            }
        }
    }

    /** The same for a channel that was just made, and is closed when an option is refused. */
    public static <C extends Channel> C applied(C channel, Use use, SocketOptions options, Address where) {
        try {
            apply(channel, use, options, where);
            return channel;
        } catch (RuntimeException refusal) {
            channel.unsafe().closeForcibly();
            throw refusal;
        }
    }

    /** Reads an option; errors as {@link dev.socle.transport.LiveSocket#option}. */
    public static <T> T read(Channel channel, SocketOption<T> option, Object where) {
        OptionAccess access = accessTo(channel);
        ChannelOption<?> found = access == null ? null : access.find(channel, option);
        if (found == null) {
            throw cannotRead(option, where, why(access), null);
        }
        if (!channel.isOpen()) {
            throw new ConnectionException(
                    Reason.CLOSED, "Cannot read " + option + " of " + where + ": it is closed", null);
        }
        try {
            T value = read(channel, found, option);
            if (value != null) {
                return value;
            }
        } catch (ChannelException failure) {
            throw cannotRead(option, where, text(failure), failure);
        }
        throw cannotRead(option, where, "it has no value", null);
    }

    /** What the system has measured; errors as {@link dev.socle.transport.Connection#tcpInfo}. */
    static TcpInfo tcpInfo(Channel channel, Object where) {
        try {
            if (channel instanceof EpollSocketChannel socket) {
                return of(socket.tcpInfo());
            }
            if (channel instanceof IoUringSocketChannel socket) {
                return of(socket.tcpInfo());
            }
        } catch (ChannelException failure) {
            throw new ConnectionException(
                    Reason.CLOSED, "Cannot read TCP_INFO of " + where + ": " + text(failure), failure);
        }
        throw cannotRead("TCP_INFO", where, why(accessTo(channel)), null);
    }

    /**
     * Which process is at the other end of a Unix socket, as the system knew it when they met; null where the engine does
     * not tell.
     *
     * <p><b>Errors:</b> {@link IOException} when the other end has gone.
     */
    public static @Nullable PeerCredentials peer(Channel channel) throws IOException {
        if (channel instanceof EpollDomainSocketChannel socket) {
            return socket.peerCredentials();
        }
        if (channel instanceof IoUringDomainSocketChannel socket) {
            return socket.peerCredentials();
        }
        return channel instanceof KQueueDomainSocketChannel socket ? socket.peerCredentials() : null;
    }

    private static TcpInfo of(EpollTcpInfo info) {
        return new TcpInfo(
                info.rtt(),
                info.rttvar(),
                info.sndCwnd(),
                info.totalRetrans(),
                info.unacked(),
                info.sndMss(),
                info.pmtu());
    }

    private static TcpInfo of(IoUringTcpInfo info) {
        return new TcpInfo(
                info.rtt(),
                info.rttvar(),
                info.sndCwnd(),
                info.totalRetrans(),
                info.unacked(),
                info.sndMss(),
                info.pmtu());
    }

    private static <T> void apply(Channel channel, SocketOption<T> option, SocketOptions options, Address where) {
        OptionAccess access = accessTo(channel);
        ChannelOption<?> found = access == null ? null : access.find(channel, option);
        if (found == null) {
            throw cannotSet(
                    option,
                    options,
                    where,
                    why(access),
                    "leave it out, or run with an engine and a system that have it");
        }
        T asked = options.value(option);
        T actual;
        try {
            write(channel, found, asked);
            actual = read(channel, found, option);
        } catch (ChannelException | IllegalArgumentException failure) {
            throw cannotSet(option, options, where, text(failure), "choose another value, or leave it out");
        }
        if (!isMet(option, asked, actual)) {
            throw cannotSet(
                    option,
                    options,
                    where,
                    "the system made it " + actual,
                    "ask for less, or raise the system's limit");
        }
    }

    /** Whether the system did as it was asked. */
    private static boolean isMet(SocketOption<?> option, @Nullable Object asked, @Nullable Object actual) {
        if (option == SocketOption.SO_BACKLOG) { // the system cuts it when it begins to listen
            return asked instanceof Integer backlog && backlog <= NetUtil.SOMAXCONN;
        }
        if (option == SocketOption.TCP_MAXSEG) { // rounded, and less once it is connected
            return true;
        }
        if (option == SocketOption.SO_RCVBUF
                || option == SocketOption.SO_SNDBUF
                || option == SocketOption.TCP_DEFER_ACCEPT) {
            return asked instanceof Integer least && actual instanceof Integer most && least <= most;
        }
        return asked != null && asked.equals(actual);
    }

    @SuppressWarnings("unchecked") // the table pairs options of one type, and flags with integers
    private static void write(Channel channel, ChannelOption<?> found, @Nullable Object value) {
        boolean isNumber = value instanceof Boolean && isInteger(channel, found);
        Object written = isNumber ? (Boolean.TRUE.equals(value) ? 1 : 0) : value;
        if (!channel.config().setOption((ChannelOption<@Nullable Object>) found, written)) {
            throw new ChannelException("the engine does not take " + found.name() + " here");
        }
    }

    private static <T> @Nullable T read(Channel channel, ChannelOption<?> found, SocketOption<T> option) {
        Object value = channel.config().getOption(found);
        Object read = option.type() == Boolean.class && value instanceof Integer number ? number != 0 : value;
        return option.type().cast(read);
    }

    private static boolean isInteger(Channel channel, ChannelOption<?> found) {
        return channel.config().getOption(found) instanceof Integer;
    }

    private static @Nullable OptionAccess accessTo(Channel channel) {
        if (channel instanceof AbstractNioChannel) {
            return NIO;
        }
        if (!(channel instanceof UnixChannel)) {
            return null;
        }
        if (channel.config() instanceof EpollChannelConfig) {
            return Epolls.OPTIONS;
        }
        return channel.config() instanceof KQueueChannelConfig ? KQUEUE : IoUrings.OPTIONS;
    }

    private static String why(@Nullable OptionAccess access) {
        return access == null
                ? "there is no socket of the system"
                : "engine " + access.engine() + " on " + System.getProperty("os.name") + " cannot reach it here";
    }

    private static ConnectionException cannotSet(
            SocketOption<?> option, SocketOptions options, Address where, String why, String what) {
        return new ConnectionException(
                Reason.UNSUPPORTED,
                "Cannot set " + option + " to " + options.value(option) + " at " + where + ": " + why + "; " + what,
                null);
    }

    private static ConnectionException cannotRead(
            Object option, Object where, String why, @Nullable Throwable failure) {
        return new ConnectionException(
                Reason.UNSUPPORTED,
                "Cannot read " + option + " of " + where + ": " + why + "; ask for it where engine and system have it",
                failure);
    }

    private static String text(Throwable failure) {
        Throwable root = failure.getCause() == null ? failure : failure.getCause();
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    /** Made where there is epoll only. */
    private static final class Epolls {
        static final OptionAccess OPTIONS = new LinuxOptions(Engine.EPOLL, Epoll.isTcpFastOpenServerSideAvailable());
    }

    /** Made where there is io_uring only. */
    private static final class IoUrings {
        static final OptionAccess OPTIONS =
                new LinuxOptions(Engine.IO_URING, IoUring.isTcpFastOpenServerSideAvailable());
    }
}
