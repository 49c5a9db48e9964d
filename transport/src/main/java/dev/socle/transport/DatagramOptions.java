package dev.socle.transport;

/**
 * What a transport needs to know about a datagram socket.
 *
 * @param bytesMax bytes of a datagram, sent or received; default 1,200, which passes nearly every path in one piece,
 *     because a datagram that the network cuts into pieces is lost with any of them. At most 65,507, which is all that
 *     UDP over IPv4 can carry
 * @param queuedBytesMax bytes that may wait to be sent, with a small overhead for each datagram, before more are
 *     dropped; default 256 KiB
 * @param allowPlaintext whether a socket may be bound to an address other than loopback; default false, because such a
 *     socket hands everything that it serves to the network, and believes what the network says of senders
 * @param socket options of the socket itself; default none
 */
public record DatagramOptions(int bytesMax, int queuedBytesMax, boolean allowPlaintext, SocketOptions socket) {

    /** Bytes that one UDP datagram over IPv4 can carry: 65,535 less 20 of IP and 8 of UDP. */
    public static final int BYTES_LIMIT = 65_507;

    private static final DatagramOptions DEFAULTS = new DatagramOptions(1_200, 256 * 1024, false, SocketOptions.none());

    public DatagramOptions {
        if (bytesMax <= 0 || bytesMax > BYTES_LIMIT) {
            throw new IllegalArgumentException("bytesMax: " + bytesMax + " (expected: 1 to " + BYTES_LIMIT + ")");
        }
        if (queuedBytesMax <= 0) {
            throw new IllegalArgumentException("queuedBytesMax: " + queuedBytesMax + " (expected: > 0)");
        }
    }

    /** The defaults that stand with each component. */
    public static DatagramOptions defaults() {
        return DEFAULTS;
    }

    /** A copy with another {@link #bytesMax}. */
    public DatagramOptions withBytesMax(int value) {
        return new DatagramOptions(value, queuedBytesMax, allowPlaintext, socket);
    }

    /** A copy with another {@link #queuedBytesMax}. */
    public DatagramOptions withQueuedBytesMax(int value) {
        return new DatagramOptions(bytesMax, value, allowPlaintext, socket);
    }

    /** A copy with another {@link #allowPlaintext}. */
    public DatagramOptions withAllowPlaintext(boolean value) {
        return new DatagramOptions(bytesMax, queuedBytesMax, value, socket);
    }

    /** A copy with other {@link #socket} options. */
    public DatagramOptions withSocket(SocketOptions value) {
        return new DatagramOptions(bytesMax, queuedBytesMax, allowPlaintext, value);
    }
}
