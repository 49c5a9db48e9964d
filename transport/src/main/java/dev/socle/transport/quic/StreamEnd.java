package dev.socle.transport.quic;

import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.channel.Buffers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * This end of the one stream of a QUIC connection, as a channel that works like that of a socket. The codec's own takes what
 * is written at once, counts nothing, and forgets what is on its way when the connection is closed.
 *
 * <pre>{@code
 *   OPEN ── close, and all has left ──► the stream's output ends ── the other side's has too ──► QUIC is closed
 *    ├───── close, and something has not ─────────────────────────────────────────────────────► QUIC is closed: CUT_OFF
 *    └───── the other side's output ends, or QUIC ──► closed
 * }</pre>
 *
 * <p>At a listener it is there before its stream: QUIC tells of a stream with its first bytes only. Until then what is
 * written waits here.
 *
 * <p><b>Threading:</b> the event loop of the QUIC connection.
 * <p><b>Limits:</b> {@link ConnectionOptions#outboundHighBytes}; 64 KiB at a time are handed to the codec; what one read
 * brought is held while reading is off; {@link ConnectionOptions#closeTimeout} for the end of the other side's output.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close does not fail
final class StreamEnd extends AbstractChannel {

    /** The code with which a connection is closed over which all has travelled. */
    static final int IN_ORDER = 0;

    /** The code with which one is closed that had more to say. */
    static final int CUT_OFF = 1;

    private static final ChannelMetadata METADATA = new ChannelMetadata(false);
    private static final int CHUNK_BYTES_MAX = 64 * 1024;
    /** How long who has heard of the end waits for the other side to close; it holds nothing that could be lost. */
    private static final long LINGER_MILLIS = 1_000;

    private final QuicChannel quic;
    private final Config config = new Config();
    private final long closeMillis;
    private final ArrayDeque<Object> held = new ArrayDeque<>();
    private @Nullable QuicStreamChannel stream;
    private boolean isOpen = true;
    private boolean isReadWanted;
    private boolean hasDelivered;
    /** A chunk is with the codec, which has not taken all of it yet. */
    private boolean isWriting;

    private boolean hasUnsent;
    private boolean hasInputEnded;

    /** The end of an open QUIC connection, to be registered with its event loop. */
    StreamEnd(QuicChannel quic, ConnectionOptions options) {
        super(quic);
        this.quic = quic;
        this.closeMillis = options.closeTimeout().toMillis();
        config.setAutoRead(false);
        config.setWriteBufferWaterMark(Buffers.marks(options));
    }

    QuicChannel quic() {
        return quic;
    }

    /** The stream is there, and its handler is a {@link StreamBridge}; a second one is closed. */
    void attach(QuicStreamChannel opened) {
        if (stream != null) {
            opened.close();
            return;
        }
        stream = opened;
        if (isReadWanted) {
            opened.read();
        }
        ((EndUnsafe) unsafe()).writeMore();
    }

    // What the stream says

    void received(ByteBuf bytes) {
        if (!isOpen) {
            bytes.release();
        } else if (isReadWanted && held.isEmpty()) {
            hasDelivered = true;
            pipeline().fireChannelRead(bytes);
        } else {
            held.add(bytes);
        }
    }

    void receivedAll() {
        if (!isOpen && stream != null) {
            stream.read();
        }
        completeRead();
    }

    /** The other side's output has ended, and all of it was received; that is news as long as this one's has not. */
    void inputEnded() {
        if (isOpen) {
            hasInputEnded = true;
            closeIfAllIsRead();
        }
    }

    /** Both outputs have ended, or QUIC has. */
    void streamClosed() {
        if (!isOpen && !hasInputEnded) {
            closeQuic(IN_ORDER);
        }
    }

    /** QUIC has ended; null when in order. */
    void gone(@Nullable Throwable why) {
        if (isOpen) {
            deliver();
            if (why != null) {
                pipeline().fireExceptionCaught(why);
            }
            unsafe().close(voidPromise());
        }
    }

    // In

    @Override
    protected void doBeginRead() {
        isReadWanted = true;
        if (!held.isEmpty()) {
            eventLoop().execute(this::deliver); // not in the stack of who wants it
        } else if (stream != null) {
            stream.read();
        }
    }

    private void deliver() {
        while (isOpen && isReadWanted && !held.isEmpty()) {
            hasDelivered = true;
            pipeline().fireChannelRead(held.remove());
        }
        completeRead();
        closeIfAllIsRead();
    }

    private void closeIfAllIsRead() {
        if (isOpen && hasInputEnded && held.isEmpty()) {
            unsafe().close(voidPromise());
        }
    }

    private void completeRead() {
        if (hasDelivered) {
            hasDelivered = false;
            isReadWanted = false;
            pipeline().fireChannelReadComplete();
        }
    }

    // Out

    @Override
    protected void doWrite(ChannelOutboundBuffer out) throws Exception {
        if (stream == null) {
            out.removeBytes(0); // marks without bytes wait for nothing
        }
        while (stream != null && !isWriting && !out.isEmpty()) {
            ByteBuf chunk = chunkOf(out);
            int length = chunk.readableBytes();
            isWriting = true;
            ChannelFuture written = stream.write(chunk);
            if (!written.isDone()) {
                written.addListener(done -> {
                    ChannelOutboundBuffer left = unsafe().outboundBuffer();
                    if (left != null && isTaken(done, length, left)) {
                        ((EndUnsafe) unsafe()).writeMore();
                    }
                });
            } else if (!isTaken(written, length, out)) {
                return;
            }
        }
    }

    /** Whether a chunk has left; if not, nothing more will, and why not is told when QUIC has ended. */
    private boolean isTaken(Future<?> written, int length, ChannelOutboundBuffer out) {
        if (!written.isSuccess()) {
            pipeline().fireExceptionCaught(written.cause());
            return false;
        }
        isWriting = false;
        out.removeBytes(length);
        return true;
    }

    /** What comes next in one direct buffer, as the codec needs it: it makes a packet of each write. */
    private ByteBuf chunkOf(ChannelOutboundBuffer out) throws Exception {
        ByteBuf chunk = alloc().directBuffer((int) Math.min(out.totalPendingWriteBytes(), CHUNK_BYTES_MAX));
        out.forEachFlushedMessage(message -> {
            ByteBuf bytes = (ByteBuf) message;
            int length = Math.min(bytes.readableBytes(), CHUNK_BYTES_MAX - chunk.readableBytes());
            chunk.writeBytes(bytes, bytes.readerIndex(), length);
            return chunk.readableBytes() < CHUNK_BYTES_MAX;
        });
        return chunk;
    }

    // The end

    @Override
    protected void doClose() {
        isOpen = false;
        held.forEach(ReferenceCountUtil::release);
        held.clear();
        if (stream == null || hasUnsent) {
            closeQuic(hasUnsent ? CUT_OFF : IN_ORDER);
            return;
        }
        stream.shutdownOutput();
        stream.read();
        long limitMillis = hasInputEnded ? LINGER_MILLIS : closeMillis;
        int code = hasInputEnded ? IN_ORDER : CUT_OFF;
        Future<?> limit = eventLoop().schedule(() -> closeQuic(code), limitMillis, TimeUnit.MILLISECONDS);
        quic.closeFuture().addListener(closed -> limit.cancel(false));
    }

    private void closeQuic(int code) {
        quic.close(true, code, Unpooled.EMPTY_BUFFER);
    }

    // What the channel is

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return isOpen;
    }

    @Override
    public boolean isActive() {
        return isOpen;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new EndUnsafe();
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return loop == quic.eventLoop();
    }

    @Override
    protected @Nullable SocketAddress localAddress0() {
        return quic.localSocketAddress();
    }

    @Override
    protected @Nullable SocketAddress remoteAddress0() {
        return quic.remoteSocketAddress();
    }

    @Override
    protected void doBind(SocketAddress local) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void doDisconnect() {
        doClose();
    }

    private final class EndUnsafe extends AbstractUnsafe {

        @Override
        public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
            promise.setFailure(new UnsupportedOperationException());
        }

        @Override
        public void close(ChannelPromise promise) {
            ChannelOutboundBuffer out = outboundBuffer();
            hasUnsent |= out != null && out.totalPendingWriteBytes() > 0;
            super.close(promise);
        }

        /** Goes on with what was flushed before. */
        void writeMore() {
            flush0();
        }
    }

    private final class Config extends DefaultChannelConfig {

        Config() {
            super(StreamEnd.this);
        }

        @Override
        protected void autoReadCleared() {
            isReadWanted = false;
        }
    }
}
