package dev.socle.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * One datagram socket, bound or connected, with one event loop that owns it. A datagram arrives whole or not at all; it
 * may arrive late, twice, out of order, or never.
 *
 * <p>Ends are {@link java.net.InetSocketAddress} on UDP and {@link java.net.UnixDomainSocketAddress} on Unix sockets.
 * <p><b>Threading:</b> methods are called on the event loop, except {@link #id}, the addresses, the counts,
 * {@link #option}, {@link #inLoop}, {@link #execute}, {@link #join}, {@link #leave} and {@link #close}, which any thread may call.
 */
public interface Datagrams extends LiveSocket {

    /** A number that no other datagram socket of this process has; it stands in logs and errors. */
    long id();

    /** This side's address, with the port that the system chose. */
    Address localAddress();

    /** This side's address, as senders are named. */
    SocketAddress localEnd();

    /** The only other side of a connected socket; null when it is bound only, and talks to anybody. */
    @Nullable
    Address remoteAddress();

    /** Where buffers that will be sent here should come from. */
    ByteBufAllocator allocator();

    /** Names the one handler of this socket and begins to receive. Called once. */
    void start(DatagramHandler handler);

    /**
     * Queues a datagram for the other side of a connected socket; it leaves at the next {@link #flush}.
     *
     * <p><b>Ownership:</b> passes to the socket, whatever happens.
     * <p><b>Errors:</b> {@link IllegalArgumentException} for an empty one, or one above {@link DatagramOptions#bytesMax};
     * {@link IllegalStateException} on a socket that is not connected.
     *
     * @return false when it was dropped: the socket is closed, or {@link DatagramOptions#queuedBytesMax} is reached
     */
    boolean send(ByteBuf datagram);

    /**
     * Queues a datagram for an address; otherwise as {@link #send(ByteBuf)}.
     *
     * <p><b>Errors:</b> {@link IllegalArgumentException} also for an end that this kind of socket cannot reach;
     * {@link IllegalStateException} on a connected socket.
     */
    boolean send(ByteBuf datagram, SocketAddress to);

    /** Hands what was queued to the system. */
    void flush();

    /** How many datagrams {@link #send} has dropped so far. */
    long sendsDropped();

    /** How many datagrams were received and dropped so far, because they were above {@link DatagramOptions#bytesMax}. */
    long receivesDropped();

    /**
     * Joins a multicast group on a network interface; completes when that is done.
     *
     * <p><b>Errors:</b> {@link IllegalArgumentException} for an address that is no group;
     * {@link ConnectionException} when the socket or the system cannot.
     */
    Mono<Void> join(InetAddress group, NetworkInterface via);

    /** Leaves a multicast group that was joined on a network interface; errors as for {@link #join}. */
    Mono<Void> leave(InetAddress group, NetworkInterface via);

    /** Sends what is queued, then closes; nothing is delivered any more but {@code onClosed}. Idempotent. */
    void close();

    /** Whether the caller runs on this socket's event loop. */
    boolean inLoop();

    /** Runs a task on the event loop, soon and never in the caller's stack. */
    void execute(Runnable task);

    /** Runs a task on the event loop after a delay in milliseconds, unless it is disposed before. */
    Disposable schedule(Runnable task, long delayMillis);
}
