package dev.socle.messaging.oncrpc;

import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionHandler;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;

/**
 * Calls over a connection: any number at once, their replies in any order.
 *
 * <p><b>Threading:</b> calls come from any thread and change over to the connection's loop.
 */
final class StreamCallPath implements CallPath, ConnectionHandler {

    private final Connection connection;
    private final OncRpcOptions options;
    private final PendingCalls pending;
    private final RecordCutter cutter;
    private final Sinks.Empty<Void> gone = Sinks.empty();

    StreamCallPath(Connection connection, OncRpcOptions options) {
        this.connection = connection;
        this.options = options;
        this.pending = new PendingCalls(options);
        this.cutter = new RecordCutter(connection.allocator(), options, pending::reply);
    }

    @Override
    public Mono<Object[]> call(Procedure procedure, Object[] arguments) {
        return Mono.create(sink -> connection.execute(() -> send(procedure, arguments, sink)));
    }

    @Override
    public Mono<Void> close() {
        return Mono.defer(() -> {
            connection.close();
            return gone.asMono();
        });
    }

    @Override
    public void onBytes(ByteBuf bytes) {
        try {
            cutter.feed(bytes);
        } catch (OncRpcException malformed) {
            pending.close(new ConnectionException(
                    ConnectionException.Reason.PROTOCOL,
                    connection.remoteAddress() + " sent what is no reply: " + malformed.getMessage(),
                    malformed,
                    true));
            connection.close();
        }
    }

    @Override
    public void onReadComplete() {}

    @Override
    public void onWritabilityChanged() {}

    /** No reply can come any more. */
    @Override
    public void onInputEnded() {
        connection.close();
    }

    @Override
    public void onClosed(@Nullable ConnectionException cause) {
        cutter.close();
        pending.close(
                cause != null
                        ? cause
                        : new ConnectionException(
                                ConnectionException.Reason.CLOSED,
                                "Connection to " + connection.remoteAddress() + " is closed: connect again",
                                null));
        gone.tryEmitEmpty();
    }

    private void send(Procedure procedure, Object[] arguments, MonoSink<Object[]> sink) {
        ByteBuf message = connection.allocator().buffer().writeZero(RecordCutter.MARK_BYTES);
        PendingCall call = pending.begin(procedure, arguments, message, options.messageBytesMax(), sink);
        if (call == null) {
            message.release();
            return;
        }
        RecordCutter.mark(message);
        connection.write(message);
        connection.flush();
        call.deadline(connection.schedule(
                () -> pending.timeOut(call), options.callTimeout().toMillis()));
        sink.onCancel(() -> connection.execute(() -> pending.cancel(call)));
    }
}
