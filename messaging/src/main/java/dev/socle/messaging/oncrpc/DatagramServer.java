package dev.socle.messaging.oncrpc;

import dev.socle.messaging.oncrpc.CallDispatcher.Replies;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.DatagramHandler;
import dev.socle.transport.Datagrams;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A server at a datagram socket. A call that comes again is not worked on again while {@link DuplicateCache} remembers it.
 *
 * <p><b>Threading:</b> all on the socket's loop, but for replies, which change over to it.
 * <p><b>Limits:</b> {@link OncRpcOptions#callsMax()}: more are dropped, and their callers send them again.
 */
final class DatagramServer implements DatagramHandler {

    private static final Logger log = LoggerFactory.getLogger(DatagramServer.class);

    private final Datagrams datagrams;
    private final CallDispatcher dispatcher;
    private final OncRpcOptions options;
    private final DuplicateCache duplicates = new DuplicateCache();
    private final Disposable.Composite running = Disposables.composite();
    private final Sinks.Empty<Void> gone = Sinks.empty();
    private int calls;
    private boolean isFlushComing;

    DatagramServer(Datagrams datagrams, CallDispatcher dispatcher, OncRpcOptions options) {
        this.datagrams = datagrams;
        this.dispatcher = dispatcher;
        this.options = options;
    }

    /** Closes the socket, and gives up what is being worked on. May be called from any thread. */
    Mono<Void> close() {
        return Mono.defer(() -> {
            datagrams.close();
            return gone.asMono();
        });
    }

    @Override
    public void onDatagram(ByteBuf datagram, SocketAddress from) {
        isFlushComing = true;
        if (datagram.readableBytes() < 4) {
            return;
        }
        int xid = datagram.getInt(datagram.readerIndex());
        DuplicateCache.Key key = new DuplicateCache.Key(from, xid, ByteBufUtil.hashCode(datagram));
        DuplicateCache.Entry known = duplicates.get(key, System.nanoTime());
        if (known != null) {
            byte[] reply = known.reply();
            if (reply != null) {
                datagrams.send(datagrams.allocator().buffer(reply.length).writeBytes(reply), from);
            }
            return;
        }
        if (calls < options.callsMax()) {
            call(datagram, from, key);
        }
    }

    @Override
    public void onReadComplete() {
        isFlushComing = false;
        datagrams.flush();
    }

    /** The caller is gone, or comes again. */
    @Override
    public void onUndelivered(ConnectionException failure) {}

    @Override
    public void onClosed(@Nullable ConnectionException cause) {
        running.dispose();
        gone.tryEmitEmpty();
    }

    private void call(ByteBuf in, SocketAddress from, DuplicateCache.Key key) {
        Disposable.Swap work = Disposables.swap();
        Replies replies = new Replies(
                datagrams.allocator(), 0, options.datagrams().bytesMax(), reply -> take(reply, from, key, work));
        calls++;
        running.add(work);
        duplicates.begin(key, System.nanoTime());
        try {
            work.update(dispatcher.dispatch(in, in.readerIndex(), in.writerIndex(), from.toString(), replies));
        } catch (RuntimeException failure) {
            end(work);
            duplicates.forget(key);
            if (!(failure instanceof OncRpcException)) {
                throw failure;
            }
            // Anybody can send anything to a socket, so this is no news.
            log.debug("{} sent what is no call", from, failure);
        }
    }

    private void take(ByteBuf reply, SocketAddress from, DuplicateCache.Key key, Disposable work) {
        if (datagrams.inLoop()) {
            send(reply, from, key, work);
        } else {
            datagrams.execute(() -> send(reply, from, key, work));
        }
    }

    private void send(ByteBuf reply, SocketAddress from, DuplicateCache.Key key, Disposable work) {
        end(work);
        duplicates.end(key, ByteBufUtil.getBytes(reply));
        datagrams.send(reply, from);
        if (!isFlushComing) {
            datagrams.flush();
        }
    }

    private void end(Disposable work) {
        running.remove(work);
        calls--;
    }
}
