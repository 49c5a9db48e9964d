package dev.socle.examples.ladder.reactive;

import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionHandler;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * What a connection receives, as a {@link Flux}: its demand switches the reading on and off, and what is not read fills
 * the system's buffers until the sender has to wait. So a slow consumer slows the other process, and holds nothing.
 */
final class ByteFlux {

    private ByteFlux() {}

    /** Subscribe once, on the connection's loop. Cancelling closes the connection. */
    static Flux<byte[]> of(Connection connection) {
        return Flux.create(sink -> {
            sink.onRequest(n -> connection.execute(() -> connection.reading(true)));
            sink.onDispose(connection::close);
            connection.start(new Reader(connection, sink));
        });
    }

    /** Copies: a Flux may keep or pass on what it gets, and the buffer is only borrowed. */
    private record Reader(Connection connection, FluxSink<byte[]> sink) implements ConnectionHandler {

        @Override
        public void onBytes(ByteBuf bytes) {
            sink.next(ByteBufUtil.getBytes(bytes));
            if (sink.requestedFromDownstream() == 0) {
                connection.reading(false);
            }
        }

        @Override
        public void onReadComplete() {}

        @Override
        public void onWritabilityChanged() {}

        @Override
        public void onClosed(@Nullable ConnectionException cause) {
            if (cause == null) {
                sink.complete();
            } else {
                sink.error(cause);
            }
        }
    }
}
