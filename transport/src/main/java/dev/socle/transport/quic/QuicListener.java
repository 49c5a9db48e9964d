package dev.socle.transport.quic;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.Listener;
import dev.socle.transport.SocketOption;
import dev.socle.transport.channel.ChannelListener;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A bound socket that its connections share: closing takes no new ones, and the address is free when the last one has
 * ended.
 *
 * @param bound the socket
 * @param open the connections
 */
record QuicListener(ChannelListener bound, OpenConnections open) implements Listener {

    @Override
    public Address address() {
        return bound.address();
    }

    @Override
    public long refused() {
        return bound.refused();
    }

    @Override
    public @Nullable ConnectionException lastRefusal() {
        return bound.lastRefusal();
    }

    @Override
    public <T> T option(SocketOption<T> option) {
        return bound.option(option);
    }

    @Override
    public Mono<Void> close() {
        return Mono.<Boolean>create(
                        sink -> bound.channel().eventLoop().execute(() -> sink.success(open.end(bound.channel()))))
                .flatMap(isClosing -> isClosing ? bound.close() : Mono.empty());
    }
}
