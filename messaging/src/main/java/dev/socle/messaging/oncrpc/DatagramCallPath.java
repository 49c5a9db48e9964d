package dev.socle.messaging.oncrpc;

import dev.socle.transport.ConnectionException;
import dev.socle.transport.DatagramHandler;
import dev.socle.transport.Datagrams;
import io.netty.buffer.ByteBuf;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;

/**
 * Calls over a datagram socket: each is sent again under its number, after twice as long each time, until its reply comes
 * or its time is over. A server may so do its work twice, unless it remembers replies.
 *
 * <p><b>Threading:</b> calls come from any thread and change over to the socket's loop.
 */
final class DatagramCallPath implements CallPath, DatagramHandler {

    private final Datagrams datagrams;
    private final OncRpcOptions options;
    private final PendingCalls pending;
    private final Sinks.Empty<Void> gone = Sinks.empty();

    DatagramCallPath(Datagrams datagrams, OncRpcOptions options) {
        this.datagrams = datagrams;
        this.options = options;
        this.pending = new PendingCalls(options);
    }

    @Override
    public Mono<Object[]> call(Procedure procedure, Object[] arguments) {
        return Mono.create(sink -> datagrams.execute(() -> send(procedure, arguments, sink)));
    }

    @Override
    public Mono<Void> close() {
        return Mono.defer(() -> {
            datagrams.close();
            return gone.asMono();
        });
    }

    @Override
    public void onDatagram(ByteBuf datagram, SocketAddress from) {
        try {
            pending.reply(datagram, datagram.readerIndex(), datagram.writerIndex());
        } catch (OncRpcException malformed) {
            // Anybody can send anything to a socket; what is no reply is no news.
        }
    }

    @Override
    public void onReadComplete() {}

    /** Nobody may be there yet; the next time that a call is sent shows it. */
    @Override
    public void onUndelivered(ConnectionException failure) {}

    @Override
    public void onClosed(@Nullable ConnectionException cause) {
        pending.close(
                cause != null
                        ? cause
                        : new ConnectionException(
                                ConnectionException.Reason.CLOSED,
                                "Socket to " + datagrams.remoteAddress() + " is closed: connect again",
                                null));
        gone.tryEmitEmpty();
    }

    private void send(Procedure procedure, Object[] arguments, MonoSink<Object[]> sink) {
        ByteBuf message = datagrams.allocator().buffer();
        PendingCall call =
                pending.begin(procedure, arguments, message, options.datagrams().bytesMax(), sink);
        if (call == null) {
            message.release();
            return;
        }
        call.keep(message);
        call.deadline(datagrams.schedule(
                () -> pending.timeOut(call), options.callTimeout().toMillis()));
        sink.onCancel(() -> datagrams.execute(() -> pending.cancel(call)));
        sendAndRepeat(call, options.resendAfter().toMillis());
    }

    private void sendAndRepeat(PendingCall call, long waitMillis) {
        ByteBuf message = call.kept();
        if (message == null) {
            return;
        }
        datagrams.send(message); // one that was dropped is as good as lost, and sent again
        datagrams.flush();
        call.resending(datagrams.schedule(() -> sendAndRepeat(call, 2 * waitMillis), waitMillis));
    }
}
