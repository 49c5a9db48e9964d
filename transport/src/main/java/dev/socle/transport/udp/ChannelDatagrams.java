package dev.socle.transport.udp;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.DatagramHandler;
import dev.socle.transport.DatagramOptions;
import dev.socle.transport.Datagrams;
import dev.socle.transport.SocketOption;
import dev.socle.transport.channel.SocketAccess;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AddressedEnvelope;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * The only handler of a datagram channel's pipeline, which is the socket itself: datagrams come straight from the channel
 * and go straight to it.
 *
 * <p>The channel must be made with auto-read off, so that nothing is received before there is a handler.
 */
@SuppressWarnings("FutureReturnValueIgnored") // failures come to exceptionCaught
final class ChannelDatagrams extends ChannelInboundHandlerAdapter implements Datagrams {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelDatagrams.class);
    private static final AtomicLong IDS = new AtomicLong();
    private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long id = IDS.incrementAndGet();
    private final Channel channel;
    private final DatagramTraits traits;
    private final DatagramOptions options;
    private final AtomicLong sendsDropped = new AtomicLong();
    private final AtomicLong receivesDropped = new AtomicLong();
    private final Set<Membership> memberships = new HashSet<>();

    /** From when the socket is in its pipeline, which is before anybody else has it. */
    @SuppressWarnings("NullAway.Init")
    private ChannelHandlerContext context;

    private Address localAddress;
    private SocketAddress localEnd;
    private @Nullable Address remoteAddress;
    private @Nullable DatagramHandler handler;
    private boolean isClosed;
    private boolean isTold;
    private boolean hasDelivered;
    /** Whether something was sent since the handler was told of something undelivered. */
    private boolean hasSent;

    private @Nullable ConnectionException undelivered;
    private long nextLogNanos = System.nanoTime();

    ChannelDatagrams(Channel channel, DatagramTraits traits, DatagramOptions options) {
        this.channel = channel;
        this.traits = traits;
        this.options = options;
        this.localAddress = traits.address(null);
        this.localEnd = traits.end(null);
    }

    /** Takes the names of a channel that is bound, or connected: called on the loop, before anybody has the socket. */
    void opened() {
        localAddress = traits.address(channel.localAddress());
        localEnd = traits.end(channel.localAddress());
        remoteAddress = channel.remoteAddress() == null ? null : traits.address(channel.remoteAddress());
    }

    // What the layer above calls

    @Override
    public long id() {
        return id;
    }

    @Override
    public Address localAddress() {
        return localAddress;
    }

    @Override
    public SocketAddress localEnd() {
        return localEnd;
    }

    @Override
    public @Nullable Address remoteAddress() {
        return remoteAddress;
    }

    @Override
    public ByteBufAllocator allocator() {
        return channel.alloc();
    }

    @Override
    public void start(DatagramHandler to) {
        if (!inLoop()) {
            throw new IllegalStateException(this + ": start in thread \""
                    + Thread.currentThread().getName() + "\" (expected: its event loop, through execute)");
        }
        if (handler != null) {
            throw new IllegalStateException(this + ": start for the second time (expected: once)");
        }
        handler = to;
        execute(this::begin);
    }

    @Override
    public boolean send(ByteBuf datagram) {
        if (remoteAddress == null) {
            datagram.release();
            throw new IllegalStateException(this + " is not connected: say where to send to");
        }
        requireSize(datagram);
        return queue(datagram, datagram);
    }

    @Override
    public boolean send(ByteBuf datagram, SocketAddress to) {
        if (remoteAddress != null) {
            datagram.release();
            throw new IllegalStateException(this + " is connected: it sends to that address only");
        }
        requireSize(datagram);
        Object envelope;
        try {
            envelope = traits.envelope(datagram, to);
        } catch (IllegalArgumentException unreachable) {
            datagram.release();
            throw unreachable;
        }
        return queue(envelope, datagram);
    }

    @Override
    public void flush() {
        assert inLoop() : "flush outside of the event loop";
        context.flush();
    }

    @Override
    public long sendsDropped() {
        return sendsDropped.get();
    }

    @Override
    public long receivesDropped() {
        return receivesDropped.get();
    }

    @Override
    public Mono<Void> join(InetAddress group, NetworkInterface via) {
        return new Membership(group, via).change(this, true);
    }

    @Override
    public Mono<Void> leave(InetAddress group, NetworkInterface via) {
        return new Membership(group, via).change(this, false);
    }

    @Override
    public <T> T option(SocketOption<T> option) {
        return SocketAccess.read(channel, option, this);
    }

    @Override
    public void close() {
        if (inLoop()) {
            end();
        } else {
            execute(this::end);
        }
    }

    @Override
    public boolean inLoop() {
        return channel.eventLoop().inEventLoop();
    }

    @Override
    public void execute(Runnable task) {
        channel.eventLoop().execute(task);
    }

    @Override
    public Disposable schedule(Runnable task, long delayMillis) {
        ScheduledFuture<?> timer = channel.eventLoop().schedule(task, delayMillis, TimeUnit.MILLISECONDS);
        return () -> timer.cancel(false);
    }

    @Override
    public String toString() {
        return "Datagrams " + id + " at " + localAddress + (remoteAddress == null ? "" : " to " + remoteAddress);
    }

    // What the channel calls

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext unused, Object message) {
        AddressedEnvelope<?, ?> envelope = (AddressedEnvelope<?, ?>) message;
        try {
            deliver((ByteBuf) envelope.content(), traits.end(envelope.sender()));
        } catch (Throwable failure) {
            handlerFailed(failure);
        } finally {
            envelope.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext unused) {
        if (!hasDelivered || isClosed || handler == null) {
            return;
        }
        hasDelivered = false;
        try {
            handler.onReadComplete();
        } catch (Throwable failure) {
            handlerFailed(failure);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext unused, Throwable failure) {
        if (isClosed || failure instanceof ClosedChannelException || !hasSent) {
            return;
        }
        hasSent = false;
        // Netty says so in the middle of a flush too, thus in the stack of who called it.
        undelivered = DatagramFailures.isRefused(failure)
                ? DatagramFailures.refused(this, failure)
                : DatagramFailures.unsent(this, failure);
        execute(this::tellUndelivered);
    }

    @Override
    public void channelInactive(ChannelHandlerContext unused) {
        isClosed = true;
        tellClosed();
    }

    // In the order of a socket's life

    private void begin() {
        if (!channel.isOpen()) {
            tellClosed();
        } else if (!isClosed) {
            channel.config().setAutoRead(true);
        }
    }

    private void tellClosed() {
        if (handler == null || isTold) {
            return;
        }
        isTold = true;
        try {
            handler.onClosed(null);
        } catch (Throwable failure) {
            handlerFailed(failure);
        }
    }

    private void requireSize(ByteBuf datagram) {
        assert inLoop() : "send outside of the event loop";
        int bytes = datagram.readableBytes();
        if (bytes == 0) { // Netty would not send it
            datagram.release();
            throw new IllegalArgumentException("Datagram of 0 bytes for " + this + " (expected: 1 to bytesMax)");
        }
        if (bytes > options.bytesMax()) {
            datagram.release();
            throw new IllegalArgumentException("Datagram of " + bytes + " bytes exceeds bytesMax " + options.bytesMax()
                    + " of " + this + ": send less, or raise it (at most " + DatagramOptions.BYTES_LIMIT
                    + ") where the whole path carries more");
        }
    }

    private boolean queue(Object message, ByteBuf datagram) {
        ChannelOutboundBuffer queued = channel.unsafe().outboundBuffer();
        if (isClosed
                || queued == null
                || queued.totalPendingWriteBytes() + datagram.readableBytes() > options.queuedBytesMax()) {
            sendsDropped.incrementAndGet();
            datagram.release();
            return false;
        }
        hasSent = true;
        // A void promise: nobody hears of each datagram, a failure comes to exceptionCaught.
        context.write(message, context.voidPromise());
        return true;
    }

    private void deliver(ByteBuf datagram, SocketAddress from) {
        if (isClosed || handler == null) {
            return;
        }
        if (datagram.readableBytes() > options.bytesMax()) { // the buffer has room for one byte more, to notice
            receivesDropped.incrementAndGet();
            return;
        }
        hasDelivered = true;
        handler.onDatagram(datagram, from);
    }

    private void tellUndelivered() {
        ConnectionException failure = undelivered;
        undelivered = null;
        if (isClosed || handler == null || failure == null) {
            return;
        }
        try {
            handler.onUndelivered(failure);
        } catch (Throwable fault) {
            handlerFailed(fault);
        }
    }

    /** Who sends what the handler cannot bear must fill neither the log nor the time of the loop. */
    private void handlerFailed(Throwable failure) {
        long now = System.nanoTime();
        if (now - nextLogNanos >= 0) {
            nextLogNanos = now + LOG_NANOS;
            LOG.error(
                    "{}: its handler failed; the socket stays, and failures within a second are not logged",
                    this,
                    failure);
        }
    }

    private void end() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        context.flush(); // what the system does not take now is lost, as it may be on any part of its way
        context.close();
    }

    Channel channel() {
        return channel;
    }

    /** The groups that were joined, touched on the loop only: what was not joined, some engines would leave gladly. */
    Set<Membership> memberships() {
        return memberships;
    }
}
