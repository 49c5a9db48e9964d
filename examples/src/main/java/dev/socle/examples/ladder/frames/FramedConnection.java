package dev.socle.examples.ladder.frames;

import dev.socle.messaging.frame.raw.RawCutter;
import dev.socle.messaging.frame.raw.RawFraming;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionHandler;
import io.netty.buffer.ByteBuf;
import java.io.EOFException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection that carries messages: a framing says where each ends, and nobody above sees where the bytes were cut. */
public final class FramedConnection implements ConnectionHandler {

    private final Connection connection;
    private final RawFraming framing;
    private final RawCutter cutter;
    private final Consumer<Throwable> onEnd;
    private @Nullable Throwable fault;

    /** Both are called on the connection's loop; a message is borrowed, and lasts for the call. */
    public FramedConnection(
            Connection connection, RawFraming framing, Consumer<ByteBuf> onMessage, Consumer<Throwable> onEnd) {
        this.connection = connection;
        this.framing = framing;
        this.cutter = framing.cutter(
                connection.allocator(), (buffer, at, end) -> onMessage.accept(buffer.slice(at, end - at)));
        this.onEnd = onEnd;
    }

    /** Sends one message; call it on the loop. */
    public void send(ByteBuf message) {
        ByteBuf framed = connection.allocator().buffer();
        try {
            framing.append(message, framed);
            connection.write(framed.retain());
            connection.flush();
        } finally {
            framed.release();
        }
    }

    @Override
    public void onBytes(ByteBuf bytes) {
        try {
            cutter.feed(bytes);
        } catch (RuntimeException malformed) {
            fault = malformed;
            connection.close();
        }
    }

    @Override
    public void onReadComplete() {}

    @Override
    public void onWritabilityChanged() {}

    @Override
    public void onClosed(@Nullable ConnectionException cause) {
        cutter.close();
        if (fault != null) {
            onEnd.accept(fault);
        } else {
            onEnd.accept(cause != null ? cause : new EOFException("the connection ended"));
        }
    }
}
