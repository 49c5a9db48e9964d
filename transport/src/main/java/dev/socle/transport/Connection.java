package dev.socle.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import reactor.core.Disposable;

/**
 * A reliable, ordered stream of bytes in both directions, with one event loop that owns it.
 *
 * <p><b>Threading:</b> methods are called on the event loop, except {@link #id}, {@link #localAddress},
 * {@link #remoteAddress}, {@link #peer}, {@link #option}, {@link #tcpInfo}, {@link #inLoop}, {@link #execute} and
 * {@link #close}, which any thread may call.
 */
public interface Connection extends LiveSocket {

    /** A number that no other connection of this process has; it stands in logs and errors. */
    long id();

    /** This side's address. */
    Address localAddress();

    /** The other side's address. */
    Address remoteAddress();

    /** Who is at the other end, as far as the transport can vouch for it. */
    PeerIdentity peer();

    /** Where buffers that will be written here should come from. */
    ByteBufAllocator allocator();

    /**
     * Names the one handler of this connection and begins to read. Called once, at any time: what happened before,
     * even the end of the connection, is told to the handler then.
     *
     * <p><b>Limits:</b> a connection without a handler is closed after {@link ConnectionOptions#startTimeout}.
     */
    void start(ConnectionHandler handler);

    /**
     * Queues bytes for the socket; they leave at the next {@link #flush}, and with TLS they may leave as soon as something is
     * read.
     *
     * <p><b>Ownership:</b> passes to the connection, also when it is closed already.
     */
    void write(ByteBuf bytes);

    /** Hands what was written to the socket. */
    void flush();

    /** Whether less is queued than the high mark of {@link ConnectionOptions}. */
    boolean isWritable();

    /** Bytes that may still be queued before {@link #isWritable} turns false; 0 when it is false. */
    long bytesBeforeUnwritable();

    /** Bytes that are queued and not yet taken by the socket, with a small overhead for each buffer. */
    long bytesQueued();

    /**
     * Switches reading off and on; what the loop has read already is still delivered. When the other side has closed,
     * the loop may read all that is left at once, also while reading is off.
     */
    void reading(boolean on);

    /**
     * Flushes what was written, then ends this side's output: the other side reads to the end. What it sends still
     * arrives here, until it ends its output too: then the connection is closed. What is written from now on is released.
     *
     * <p><b>Errors:</b> {@link ConnectionException} with reason {@code UNSUPPORTED} where a transport has no such end.
     */
    void shutdownOutput();

    /**
     * What the system has measured on this connection.
     *
     * <p><b>Errors:</b> {@link ConnectionException} with reason {@code UNSUPPORTED} where it is not TCP with epoll.
     */
    TcpInfo tcpInfo();

    /**
     * Flushes what was written, then closes. Nothing is delivered any more but
     * {@link ConnectionHandler#onClosed onClosed}. Idempotent.
     *
     * <p><b>Limits:</b> what has not left after {@link ConnectionOptions#closeTimeout} is dropped.
     */
    void close();

    /** Whether the caller runs on this connection's event loop. */
    boolean inLoop();

    /** Runs a task on the event loop, soon and never in the caller's stack. */
    void execute(Runnable task);

    /**
     * Lets other threads run that wait for a processor, before the loop goes on; returns at once where none does.
     *
     * <p><b>Threading:</b> the event loop.
     */
    void offerProcessor();

    /**
     * Lets less wait in the system to be received, for as long as the connection lives: what is small and urgent waits behind
     * it. Does so over the loopback, with an engine of Linux, unless the user has set the receive buffer; elsewhere nothing.
     *
     * <p><b>Threading:</b> the event loop.
     */
    void shortenReceiveQueue();

    /**
     * Runs the next part of long work on the event loop, after the loop has looked at its sockets. Plain tasks all run before
     * a loop looks at its sockets again.
     *
     * <p><b>Threading:</b> the event loop.
     */
    void yieldThen(Runnable task);

    /** Runs a task on the event loop after a delay in milliseconds, unless it is disposed before. */
    Disposable schedule(Runnable task, long delayMillis);
}
