package dev.socle.transport.tls;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.Listener;
import dev.socle.transport.SocketOption;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * A bound socket, and the task that looks at its certificates.
 *
 * @param bound the socket
 * @param looking ends with the listener
 */
public record TlsListener(Listener bound, Disposable looking) implements Listener {

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
        return Mono.defer(() -> {
            looking.dispose();
            return bound.close();
        });
    }
}
