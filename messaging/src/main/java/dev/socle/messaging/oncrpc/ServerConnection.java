package dev.socle.messaging.oncrpc;

import dev.socle.messaging.oncrpc.CallDispatcher.Replies;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionHandler;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * One connection of a server: calls in, replies out, in any order.
 *
 * <p><b>Threading:</b> all on the connection's loop, but for replies, which change over to it.
 * <p><b>Limits:</b> {@link OncRpcOptions#callsMax}: reading stops until some are answered, and while the other side does
 * not take what is written. What the loop has read already is still taken.
 */
final class ServerConnection implements ConnectionHandler {

    private static final Logger log = LoggerFactory.getLogger(ServerConnection.class);

    private final Connection connection;
    private final CallDispatcher dispatcher;
    private final OncRpcOptions options;
    private final Consumer<ServerConnection> onClosed;
    private final RecordCutter cutter;
    private final Disposable.Composite running = Disposables.composite();
    private int calls;
    private boolean isReading = true;
    private boolean isInputEnded;
    /** Whether {@link #onReadComplete} will flush. */
    private boolean isFlushComing;

    ServerConnection(
            Connection connection,
            CallDispatcher dispatcher,
            OncRpcOptions options,
            Consumer<ServerConnection> onClosed) {
        this.connection = connection;
        this.dispatcher = dispatcher;
        this.options = options;
        this.onClosed = onClosed;
        this.cutter = new RecordCutter(connection.allocator(), options, this::call);
    }

    @Override
    public void onBytes(ByteBuf bytes) {
        isFlushComing = true;
        try {
            cutter.feed(bytes);
        } catch (OncRpcException malformed) {
            log.warn("{} sent what is no call, and is closed: {}", connection.remoteAddress(), malformed.getMessage());
            connection.close();
        }
    }

    @Override
    public void onReadComplete() {
        isFlushComing = false;
        connection.flush();
    }

    @Override
    public void onWritabilityChanged() {
        adjustReading();
    }

    /** What came before is still answered. */
    @Override
    public void onInputEnded() {
        isInputEnded = true;
        closeWhenDone();
    }

    @Override
    public void onClosed(@Nullable ConnectionException cause) {
        cutter.close();
        running.dispose();
        onClosed.accept(this);
    }

    /** Closes the connection, and gives up what is being worked on. May be called from any thread. */
    void close() {
        connection.close();
    }

    private void call(ByteBuf in, int at, int end) {
        calls++;
        Disposable.Swap work = Disposables.swap();
        running.add(work);
        Replies replies = new Replies(
                connection.allocator(), RecordCutter.MARK_BYTES, options.messageBytesMax(), reply -> take(reply, work));
        String from = connection.remoteAddress().toString();
        work.update(dispatcher.dispatch(in, at, end, from, replies));
        adjustReading();
    }

    private void take(ByteBuf reply, Disposable work) {
        if (connection.inLoop()) {
            write(reply, work);
        } else {
            connection.execute(() -> write(reply, work));
        }
    }

    private void write(ByteBuf reply, Disposable work) {
        running.remove(work);
        calls--;
        RecordCutter.mark(reply);
        connection.write(reply);
        if (!isFlushComing) {
            connection.flush();
        }
        adjustReading();
        closeWhenDone();
    }

    private void closeWhenDone() {
        if (isInputEnded && calls == 0) {
            connection.close();
        }
    }

    private void adjustReading() {
        boolean isWanted = calls < options.callsMax() && connection.isWritable();
        if (isWanted != isReading) {
            isReading = isWanted;
            connection.reading(isWanted);
        }
    }
}
