package dev.socle.messaging.datagram;

import dev.socle.transport.DatagramOptions;
import java.time.Duration;

/**
 * What a datagram client or server needs to know.
 *
 * @param socket the socket, with the size that no message exceeds; default 1,200 bytes, of which 54 are header
 * @param retransmit how long a client waits for an answer before it sends the same request again; each further wait is
 *     twice as long, until the deadline; default 200 ms, thus it sends at 0, 0.2, 0.6, 1.4 … s
 * @param window how long a server remembers what it has executed; default 60 s. Client and server must agree: a deadline
 *     is at most {@link #deadlineMax}, for after that a copy of a request could be taken for a new one
 * @param operationsMax requests of one client that wait for an answer, more are rejected here; default 1,024
 * @param rememberedMax requests that a server remembers, more are rejected rather than one forgotten; default 65,536
 * @param rememberedBytesMax bytes of answers that a server remembers, more requests are rejected; default 16 MiB
 */
public record DatagramServiceOptions(
        DatagramOptions socket,
        Duration retransmit,
        Duration window,
        int operationsMax,
        int rememberedMax,
        int rememberedBytesMax) {

    /** How long an address stays proved: copies of a request that are older are not executed. */
    static final Duration PROOF = Duration.ofSeconds(10);

    private static final DatagramServiceOptions DEFAULTS = new DatagramServiceOptions(
            DatagramOptions.defaults(), Duration.ofMillis(200), Duration.ofSeconds(60), 1_024, 65_536, 16 << 20);

    public DatagramServiceOptions {
        if (socket.bytesMax() < 256) {
            throw new IllegalArgumentException(
                    "socket.bytesMax: " + socket.bytesMax() + " (expected: at least 256, for the header and an error)");
        }
        if (retransmit.toMillis() < 1) {
            throw new IllegalArgumentException("retransmit: " + retransmit + " (expected: at least 1 ms)");
        }
        if (window.compareTo(PROOF.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "window: " + window + " (expected: at least " + PROOF.multipliedBy(2) + ")");
        }
        requirePositive("operationsMax", operationsMax);
        requirePositive("rememberedMax", rememberedMax);
        requirePositive("rememberedBytesMax", rememberedBytesMax);
    }

    /** The defaults that stand with each component. */
    public static DatagramServiceOptions defaults() {
        return DEFAULTS;
    }

    /** The longest deadline of a call: the window, less the time for which an address stays proved, and some to spare. */
    public Duration deadlineMax() {
        return window.minus(PROOF.plus(PROOF.dividedBy(2)));
    }

    /** A copy with another {@link #socket}. */
    public DatagramServiceOptions withSocket(DatagramOptions value) {
        return new DatagramServiceOptions(value, retransmit, window, operationsMax, rememberedMax, rememberedBytesMax);
    }

    /** A copy with another {@link #retransmit}. */
    public DatagramServiceOptions withRetransmit(Duration value) {
        return new DatagramServiceOptions(socket, value, window, operationsMax, rememberedMax, rememberedBytesMax);
    }

    /** A copy with another {@link #window}. */
    public DatagramServiceOptions withWindow(Duration value) {
        return new DatagramServiceOptions(socket, retransmit, value, operationsMax, rememberedMax, rememberedBytesMax);
    }

    /** A copy with another {@link #operationsMax}. */
    public DatagramServiceOptions withOperationsMax(int value) {
        return new DatagramServiceOptions(socket, retransmit, window, value, rememberedMax, rememberedBytesMax);
    }

    /** A copy with other limits of what a server remembers: in requests, and in bytes of answers. */
    public DatagramServiceOptions withRemembered(int max, int bytesMax) {
        return new DatagramServiceOptions(socket, retransmit, window, operationsMax, max, bytesMax);
    }

    private static void requirePositive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
