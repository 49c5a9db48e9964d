package dev.socle.transport;

import java.net.NetworkInterface;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One option of a socket: its name as the system knows it, the values that it takes, and the kinds of sockets that have
 * it. What it means is the system's to say; what the engine of this process can do with it shows when it is set.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param <T> its values: {@link Boolean}, {@link Integer} or {@link NetworkInterface}
 */
public final class SocketOption<T> {

    /** The kinds of sockets. */
    public enum Use {
        /** A connection, opened or accepted. */
        CONNECTION,
        /** A listener. */
        LISTENER,
        /** A datagram socket. */
        DATAGRAMS
    }

    private static final Set<Use> CONNECTION = EnumSet.of(Use.CONNECTION);
    private static final Set<Use> LISTENER = EnumSet.of(Use.LISTENER);
    private static final Set<Use> DATAGRAMS = EnumSet.of(Use.DATAGRAMS);
    private static final Set<Use> TALKING = EnumSet.of(Use.CONNECTION, Use.DATAGRAMS);
    private static final Set<Use> ALL = EnumSet.allOf(Use.class);

    /** May send to broadcast addresses. */
    public static final SocketOption<Boolean> SO_BROADCAST = flag("SO_BROADCAST", DATAGRAMS);
    /** Sends to networks that are directly connected only, past the routing table. */
    public static final SocketOption<Boolean> SO_DONTROUTE = flag("SO_DONTROUTE", TALKING);
    /** Asks an idle other side from time to time whether it is there. */
    public static final SocketOption<Boolean> SO_KEEPALIVE = flag("SO_KEEPALIVE", CONNECTION);
    /** Seconds that the system tries to send the rest after a close; −1 for its own way, 0 for a reset at once. */
    public static final SocketOption<Integer> SO_LINGER = number("SO_LINGER", -1, 65_535, CONNECTION);
    /** Reads urgent data among the rest. */
    public static final SocketOption<Boolean> SO_OOBINLINE = flag("SO_OOBINLINE", CONNECTION);
    /** Binds an address that old connections still have; on for listeners unless it is set. */
    public static final SocketOption<Boolean> SO_REUSEADDR = flag("SO_REUSEADDR", ALL);
    /** Binds an address together with other sockets that have the option, among which the system spreads the load. */
    public static final SocketOption<Boolean> SO_REUSEPORT = flag("SO_REUSEPORT", ALL);
    /** The kind of socket, to be read only: 1 for a stream, 2 for datagrams. */
    public static final SocketOption<Integer> SO_TYPE =
            new SocketOption<>("SO_TYPE", Integer.class, 1, 0, ALL); // an empty range: nothing can be set
    /** Bytes that the system keeps for what was received; Linux takes twice as many, for its own needs. */
    public static final SocketOption<Integer> SO_RCVBUF = number("SO_RCVBUF", 1, Integer.MAX_VALUE / 2, ALL);
    /** Bytes that the system keeps for what is sent; Linux takes twice as many, for its own needs. */
    public static final SocketOption<Integer> SO_SNDBUF = number("SO_SNDBUF", 1, Integer.MAX_VALUE / 2, TALKING);
    /** Connections that the system may have accepted and this process has not; 1,024 unless it is set. */
    public static final SocketOption<Integer> SO_BACKLOG = number("SO_BACKLOG", 1, 65_535, LISTENER);
    /** Sends small pieces at once rather than waiting for more; on unless it is set. */
    public static final SocketOption<Boolean> TCP_NODELAY = flag("TCP_NODELAY", CONNECTION);
    /** Bytes of a segment at the most; an open connection tells what the two sides agreed on. */
    public static final SocketOption<Integer> TCP_MAXSEG =
            number("TCP_MAXSEG", 88, 32_767, EnumSet.of(Use.CONNECTION, Use.LISTENER));
    /** Seconds of silence before the first question of {@link #SO_KEEPALIVE}. */
    public static final SocketOption<Integer> TCP_KEEPIDLE = number("TCP_KEEPIDLE", 1, 32_767, CONNECTION);
    /** Seconds between questions of {@link #SO_KEEPALIVE}. */
    public static final SocketOption<Integer> TCP_KEEPINTVL = number("TCP_KEEPINTVL", 1, 32_767, CONNECTION);
    /** Questions of {@link #SO_KEEPALIVE} without an answer before the connection is lost. */
    public static final SocketOption<Integer> TCP_KEEPCNT = number("TCP_KEEPCNT", 1, 127, CONNECTION);
    /** Milliseconds that what was sent may stay unacknowledged before the connection is lost; 0 for the system's own. */
    public static final SocketOption<Integer> TCP_USER_TIMEOUT =
            number("TCP_USER_TIMEOUT", 0, Integer.MAX_VALUE, CONNECTION);
    /**
     * Connections of clients that send data with their first packet which may wait at a listener. A connect of this
     * side has nothing to send yet when it opens, so it has no such option.
     */
    public static final SocketOption<Integer> TCP_FASTOPEN = number("TCP_FASTOPEN", 1, 65_535, LISTENER);
    /** Acknowledges at once for now; the system changes its mind by itself. */
    public static final SocketOption<Boolean> TCP_QUICKACK = flag("TCP_QUICKACK", CONNECTION);
    /** Seconds that a listener waits for the first bytes before it accepts; the system rounds up. */
    public static final SocketOption<Integer> TCP_DEFER_ACCEPT = number("TCP_DEFER_ACCEPT", 1, 65_535, LISTENER);
    /** The type of service, thus the traffic class on IPv6. TCP keeps its two lowest bits for itself. */
    public static final SocketOption<Integer> IP_TOS = number("IP_TOS", 0, 255, TALKING);
    /** Routers that a multicast datagram may pass; 0 keeps it on this machine, 1 on this network. */
    public static final SocketOption<Integer> IP_MULTICAST_TTL = number("IP_MULTICAST_TTL", 0, 255, DATAGRAMS);
    /** Whether members on this machine receive what is sent to a group. */
    public static final SocketOption<Boolean> IP_MULTICAST_LOOP = flag("IP_MULTICAST_LOOP", DATAGRAMS);
    /** The network interface that leads to groups. */
    public static final SocketOption<NetworkInterface> IP_MULTICAST_IF =
            new SocketOption<>("IP_MULTICAST_IF", NetworkInterface.class, 0, 0, DATAGRAMS);

    private static final List<SocketOption<?>> VALUES = List.of(
            SO_BROADCAST,
            SO_DONTROUTE,
            SO_KEEPALIVE,
            SO_LINGER,
            SO_OOBINLINE,
            SO_REUSEADDR,
            SO_REUSEPORT,
            SO_TYPE,
            SO_RCVBUF,
            SO_SNDBUF,
            SO_BACKLOG,
            TCP_NODELAY,
            TCP_MAXSEG,
            TCP_KEEPIDLE,
            TCP_KEEPINTVL,
            TCP_KEEPCNT,
            TCP_USER_TIMEOUT,
            TCP_FASTOPEN,
            TCP_QUICKACK,
            TCP_DEFER_ACCEPT,
            IP_TOS,
            IP_MULTICAST_TTL,
            IP_MULTICAST_LOOP,
            IP_MULTICAST_IF);

    private final String name;
    private final Class<T> type;
    private final int min;
    private final int max;
    private final Set<Use> uses;

    private SocketOption(String name, Class<T> type, int min, int max, Set<Use> uses) {
        this.name = name;
        this.type = type;
        this.min = min;
        this.max = max;
        this.uses = Set.copyOf(uses);
    }

    /** All options that there are. */
    public static List<SocketOption<?>> values() {
        return VALUES;
    }

    /** The name, as the system's headers spell it. */
    public String name() {
        return name;
    }

    /** The class of its values. */
    public Class<T> type() {
        return type;
    }

    /** Whether it can be set, and not only read. */
    public boolean isSettable() {
        return min <= max;
    }

    /** Whether a kind of socket has it. */
    public boolean isOf(Use use) {
        return uses.contains(use);
    }

    /**
     * Checks a value that is to be set, and gives it back.
     *
     * <p><b>Errors:</b> {@link IllegalArgumentException} that names the option, the value and what was expected.
     */
    public T require(T value) {
        if (!isSettable()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: nothing, it can only be read)");
        }
        if (value instanceof Integer number && (number < min || number > max)) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + min + " to " + max + ")");
        }
        return type.cast(value);
    }

    @Override
    public String toString() {
        return name;
    }

    private static SocketOption<Boolean> flag(String name, Set<Use> uses) {
        return new SocketOption<>(name, Boolean.class, 0, 0, uses);
    }

    private static SocketOption<Integer> number(String name, int min, int max, Set<Use> uses) {
        return new SocketOption<>(name, Integer.class, min, max, uses);
    }
}
