package dev.socle.transport.channel;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionHandler;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.PeerIdentity;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last handler of a channel's pipeline, which is the connection itself: bytes come straight from the channel and go
 * straight to it.
 *
 * <p>The channel must be made with auto-read off.
 *
 * <pre>{@code
 *   OPEN ── start ──► STARTED ── begin, a turn of the loop later ──► bytes are delivered
 *     └───────────────┴── close, a fault, or the channel is inactive ──► ENDED ──► TOLD
 * }</pre>
 *
 * ENDED: this side has ended it, what arrives is thrown away. TOLD: the handler has had its onClosed, or has it as soon
 * as it is there. In both, writes are released.
 *
 * <p>INPUT_ENDED and OUTPUT_ENDED come beside STARTED, each by itself, and ENDED follows when both are there. What waits
 * for a handler that is not there yet waits in {@link EarlyEvents}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // failures come to exceptionCaught
public final class ChannelConnection extends ChannelBound {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelConnection.class);

    private static final int STARTED = 1;
    private static final int BEGUN = 1 << 1;
    private static final int PAUSED = 1 << 2;
    private static final int ENDED = 1 << 3;
    private static final int TOLD = 1 << 4;
    private static final int INPUT_ENDED = 1 << 5;
    private static final int OUTPUT_ENDED = 1 << 6;

    private final ChannelTraits traits;
    private final Runnable resume = this::resume;
    private final Runnable tellWritability = this::tellWritability;

    /** From when the connection is in its pipeline, which is before anybody else has it. */
    @SuppressWarnings("NullAway.Init")
    private ChannelHandlerContext context;

    private Address localAddress;
    private Address remoteAddress;
    private PeerIdentity peer = PeerIdentity.unknown();
    private ConnectionHandler handler = new EarlyEvents();
    private int state;
    /** Until it was called; what it holds to open a connection is not needed after that. */
    private @Nullable Consumer<? super ChannelConnection> onOpen;

    private @Nullable ScheduledFuture<?> startLimit;
    private boolean hasDelivered;
    private boolean isWritabilityNews;
    private @Nullable ConnectionException cause;

    /**
     * A connection to put into the pipeline of a channel that is not active yet.
     *
     * @param onOpen takes the connection on its event loop as soon as the channel is active; if it fails, the connection
     *     is closed
     */
    public ChannelConnection(
            Channel channel,
            ChannelTraits traits,
            ConnectionOptions options,
            Consumer<? super ChannelConnection> onOpen) {
        super(channel, options);
        this.traits = traits;
        this.onOpen = onOpen;
        this.localAddress = traits.address(null);
        this.remoteAddress = localAddress;
    }

    // What the layer above calls

    @Override
    public Address localAddress() {
        return localAddress;
    }

    @Override
    public Address remoteAddress() {
        return remoteAddress;
    }

    @Override
    public PeerIdentity peer() {
        return peer;
    }

    @Override
    public void start(ConnectionHandler to) {
        if (!inLoop()) {
            throw new IllegalStateException(this + ": start in thread \""
                    + Thread.currentThread().getName() + "\" (expected: its event loop, through execute)");
        }
        if (is(STARTED)) {
            throw new IllegalStateException(this + ": start for the second time (expected: once)");
        }
        state |= STARTED;
        if (startLimit != null) {
            startLimit.cancel(false);
            startLimit = null;
        }
        execute(() -> begin(to));
    }

    @Override
    public void write(ByteBuf bytes) {
        assert inLoop() : "write outside of the event loop";
        if (is(ENDED | TOLD | OUTPUT_ENDED)) {
            bytes.release();
            return;
        }
        // A void promise: nobody hears of each write, a failure comes to exceptionCaught.
        context.write(bytes, context.voidPromise());
    }

    @Override
    public void flush() {
        assert inLoop() : "flush outside of the event loop";
        context.flush();
    }

    @Override
    public boolean isWritable() {
        return !is(ENDED | TOLD | OUTPUT_ENDED) && channel.isWritable();
    }

    @Override
    public long bytesBeforeUnwritable() {
        return is(ENDED | TOLD | OUTPUT_ENDED) ? 0 : channel.bytesBeforeUnwritable();
    }

    @Override
    public void reading(boolean on) {
        assert inLoop() : "reading outside of the event loop";
        if (on) {
            state &= ~PAUSED;
            execute(resume); // not at once: a local channel would deliver in the caller's stack
        } else if (!is(ENDED)) {
            state |= PAUSED;
            channel.config().setAutoRead(false);
        }
    }

    @Override
    public void shutdownOutput() {
        assert inLoop() : "shutdownOutput outside of the event loop";
        if (!traits.hasHalfClose()) {
            throw Failures.noHalfClose(this);
        }
        if (is(ENDED | TOLD | OUTPUT_ENDED)) {
            return;
        }
        state |= OUTPUT_ENDED;
        ChannelPromise flushed = context.newPromise();
        flushed.addListener(done -> {
            if (done.isSuccess() && !is(ENDED | TOLD)) {
                ((DuplexChannel) channel).shutdownOutput();
                closeIfBothEnded();
            }
        });
        context.writeAndFlush(Unpooled.EMPTY_BUFFER, flushed);
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
    public String toString() {
        return "Connection " + id + " to " + remoteAddress;
    }

    // What the channel calls

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        channel.config().setAllocator(Buffers.ALLOCATOR);
    }

    @Override
    public void channelActive(ChannelHandlerContext unused) {
        SameMachine.withoutPacing(channel);
        localAddress = traits.localAddress(channel);
        remoteAddress = traits.remoteAddress(channel);
        peer = traits.peer(channel);
        Consumer<? super ChannelConnection> taker = Objects.requireNonNull(onOpen, "channelActive twice");
        onOpen = null;
        try {
            taker.accept(this);
        } catch (Throwable failure) {
            LOG.error("{} was opened, but who was to take it failed: it is closed", this, failure);
            breakOff(Failures.handlerFailed(this, failure));
        }
        if (!is(STARTED | ENDED)) { // mostly it was started at once, and needs no timer
            startLimit = channel.eventLoop()
                    .schedule(this::limitStart, options.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext unused, Object message) {
        deliver((ByteBuf) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext unused) {
        completeRead();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext unused) {
        // Netty may say so in the middle of a flush, thus in the stack of who called it.
        if (!isWritabilityNews) {
            isWritabilityNews = true;
            execute(tellWritability);
        }
    }

    /** With half-close only: else the channel closes by itself. */
    @Override
    public void userEventTriggered(ChannelHandlerContext unused, Object event) {
        if (event != ChannelInputShutdownEvent.INSTANCE || is(INPUT_ENDED)) {
            return;
        }
        state |= INPUT_ENDED;
        if (is(ENDED)) {
            context.close();
        } else {
            completeRead();
            tellInputEnded();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext unused, Throwable failure) {
        if (is(TOLD) || failure instanceof ClosedChannelException) {
            return; // a write that came too late
        }
        if (failure instanceof ConnectionException known) {
            breakOff(known);
        } else if (failure instanceof IOException) {
            breakOff(Failures.lost(this, failure));
        } else {
            LOG.error("{} failed: it is closed", this, failure);
            breakOff(Failures.handlerFailed(this, failure));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext unused) {
        tellClosed(cause);
    }

    // In the order of a connection's life

    private void limitStart() {
        if (!is(STARTED | ENDED | TOLD)) {
            ConnectionException why = Failures.notStarted(this, options);
            LOG.warn("{}", why.getMessage());
            breakOff(why);
        }
    }

    private void begin(ConnectionHandler to) {
        EarlyEvents early = (EarlyEvents) handler;
        handler = to;
        state |= BEGUN;
        for (ByteBuf bytes = early.poll(); bytes != null && !is(ENDED); bytes = early.poll()) {
            deliver(bytes);
        }
        completeRead();
        if (early.isInputEnded()) {
            tellInputEnded();
        }
        if (early.isClosed()) {
            tellHandlerClosed(early.cause());
        } else {
            resume();
        }
    }

    private void resume() {
        if ((state & (BEGUN | PAUSED | ENDED | INPUT_ENDED)) == BEGUN) {
            channel.config().setAutoRead(true);
        }
    }

    private void deliver(ByteBuf bytes) {
        try {
            if (!is(ENDED) && bytes.isReadable()) {
                hasDelivered = true;
                handler.onBytes(bytes);
            }
        } catch (Throwable failure) {
            handlerFailed(failure);
        } finally {
            bytes.release();
        }
    }

    private void completeRead() {
        if (!hasDelivered) {
            return;
        }
        hasDelivered = false;
        try {
            if (!is(ENDED)) {
                handler.onReadComplete();
            }
        } catch (Throwable failure) {
            handlerFailed(failure);
        }
    }

    private void tellInputEnded() {
        tell(handler::onInputEnded);
        closeIfBothEnded();
    }

    private void closeIfBothEnded() {
        if ((state & (BEGUN | INPUT_ENDED | OUTPUT_ENDED)) == (BEGUN | INPUT_ENDED | OUTPUT_ENDED)) {
            end();
        }
    }

    private void tellWritability() {
        isWritabilityNews = false;
        tell(handler::onWritabilityChanged);
    }

    private void tell(Runnable event) {
        try {
            if (!is(ENDED | TOLD)) {
                event.run();
            }
        } catch (Throwable failure) {
            handlerFailed(failure);
        }
    }

    private void handlerFailed(Throwable failure) {
        LOG.error("{}: its handler failed, it is closed", this, failure);
        breakOff(Failures.handlerFailed(this, failure));
    }

    /** Ends at once; what is queued is dropped. */
    private void breakOff(ConnectionException why) {
        state |= ENDED;
        if (cause == null) {
            cause = why;
        }
        context.close();
    }

    /** Ends in order: what is queued leaves first, and what arrives meanwhile is read and thrown away. */
    private void end() {
        boolean isOver = is(ENDED | TOLD);
        state |= ENDED;
        if (isOver) {
            return;
        }
        if (!is(INPUT_ENDED)) {
            channel.config().setAutoRead(true);
        }
        if (is(OUTPUT_ENDED) && ((DuplexChannel) channel).isOutputShutdown()) {
            endOutput();
            return;
        }
        long limitMillis = options.closeTimeout().toMillis();
        ScheduledFuture<?> limit = channel.eventLoop()
                .schedule(() -> breakOff(Failures.stalled(this, options)), limitMillis, TimeUnit.MILLISECONDS);
        ChannelPromise flushed = context.newPromise();
        flushed.addListener(done -> {
            limit.cancel(false);
            if (done.isSuccess()) {
                endOutput();
            }
        });
        context.writeAndFlush(Unpooled.EMPTY_BUFFER, flushed);
    }

    private void endOutput() {
        if (is(INPUT_ENDED)) { // nothing is there that a close could lose
            context.close();
        } else {
            traits.endOutput(channel);
        }
        execute(() -> tellClosed(null));
    }

    private void tellClosed(@Nullable ConnectionException why) {
        if (is(TOLD)) {
            return;
        }
        state |= TOLD;
        tellHandlerClosed(why);
    }

    private void tellHandlerClosed(@Nullable ConnectionException why) {
        try {
            handler.onClosed(why);
        } catch (Throwable failure) {
            LOG.error("{}: its handler failed in onClosed", this, failure);
        }
    }

    private boolean is(int bits) {
        return (state & bits) != 0;
    }
}
