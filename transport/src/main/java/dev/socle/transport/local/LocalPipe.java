package dev.socle.transport.local;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.PendingWriteQueue;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;

/**
 * Does between two local channels what the system does between two sockets: it holds a bounded number of bytes that are
 * written and not yet read, and it ends each direction in order.
 *
 * <p>Netty's local channel alone passes every write on at once, so that a writer would never see its reader fall behind;
 * it delivers once more after reading was switched off; and it does not notice when the connecting end closes before the
 * accepting end is there.
 * <p><b>Threading:</b> the event loop of its own channel; the two ends meet in tasks only, also when they share a loop.
 * <p><b>Limits:</b> 256 KiB each way and one buffer more.
 */
@SuppressWarnings("FutureReturnValueIgnored") // failures come to the connection's exceptionCaught
final class LocalPipe extends ChannelDuplexHandler {

    private static final long ROOM_BYTES = 256 * 1024;
    private static final Object END = new Object();

    private final LocalEnd end;
    private final Runnable drain = this::drain;

    /** The other end, from before the first byte on. */
    @SuppressWarnings("NullAway.Init")
    private volatile LocalPipe other;

    @SuppressWarnings("NullAway.Init")
    private ChannelHandlerContext context;

    /** Written and not yet let through; they count as queued in the channel. */
    @SuppressWarnings("NullAway.Init")
    private PendingWriteQueue queue;

    /** Arrived while reading is off. */
    private final ArrayDeque<Object> unread = new ArrayDeque<>();

    /** How many of the queue are flushed. */
    private int flushed;

    /** Bytes that may still go; less than 0 after a buffer that was larger than the room. */
    private long roomBytes = ROOM_BYTES;

    /** Bytes that were read here since the other end was last told. */
    private long readBytes;

    private boolean isDrainComing;

    /** The half of an end that connects. */
    LocalPipe(LocalEnd end) {
        this.end = end;
    }

    /** The half of the end that accepts it. */
    LocalPipe(LocalEnd end, LocalPipe connecting) {
        this.end = end;
        other = connecting;
        connecting.other = this;
    }

    /** Ends this direction; called when everything is flushed. */
    void endOutput() {
        context.writeAndFlush(END, context.voidPromise());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        queue = new PendingWriteQueue(added);
    }

    @Override
    public void write(ChannelHandlerContext unused, Object message, ChannelPromise promise) {
        queue.add(message, promise);
    }

    @Override
    public void flush(ChannelHandlerContext unused) {
        flushed = queue.size();
        comeToDrain();
    }

    @Override
    public void channelActive(ChannelHandlerContext unused) {
        context.fireChannelActive();
        ChannelFuture otherClosed = other.end.closeFuture();
        if (otherClosed.isDone()) {
            context.close(); // now: a write into a closed end would never be released
        } else {
            otherClosed.addListener(closed -> context.close());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext unused, Object message) {
        unread.add(message);
        takeUnread();
    }

    @Override
    public void read(ChannelHandlerContext unused) {
        if (takeUnread()) {
            channelReadComplete(context);
        }
        context.read();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext unused) {
        long bytes = readBytes;
        if (bytes > 0) {
            readBytes = 0;
            LocalPipe writer = other;
            writer.context.executor().execute(() -> writer.makeRoom(bytes));
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext unused) {
        flushed = 0;
        queue.removeAndFailAll(new ClosedChannelException());
        unread.forEach(ReferenceCountUtil::release);
        unread.clear();
        context.fireChannelInactive();
    }

    /** Delivers as long as reading is on, and says whether it delivered anything. */
    private boolean takeUnread() {
        boolean took = false;
        while (!unread.isEmpty() && end.config().isAutoRead()) {
            Object message = unread.remove();
            if (message == END) {
                context.close();
            } else {
                readBytes += ((ByteBuf) message).readableBytes();
                context.fireChannelRead(message);
            }
            took = true;
        }
        return took;
    }

    private void makeRoom(long bytes) {
        roomBytes += bytes;
        drain();
    }

    /** Drains in a task of its own: a flush must not run the other end in the caller's stack. */
    private void comeToDrain() {
        if (!isDrainComing) {
            isDrainComing = true;
            context.executor().execute(drain);
        }
    }

    private void drain() {
        isDrainComing = false;
        boolean wrote = false;
        while (flushed > 0 && roomBytes > 0) {
            roomBytes -= ((ByteBuf) queue.current()).readableBytes();
            flushed--;
            queue.removeAndWrite();
            wrote = true;
        }
        if (wrote) {
            context.flush();
        }
    }
}
