package dev.socle.transport.unix;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.Listener;
import dev.socle.transport.SocketOption;
import dev.socle.transport.channel.ChannelListener;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A bound socket with its file; the file goes first, so that nobody takes it for one that was left behind. */
record UnixListener(ChannelListener bound, SocketFile file) implements Listener {

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
        return Mono.<Void>fromRunnable(file::remove)
                .subscribeOn(Schedulers.boundedElastic())
                .then(bound.close());
    }
}
