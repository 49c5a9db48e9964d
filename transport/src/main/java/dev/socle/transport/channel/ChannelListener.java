package dev.socle.transport.channel;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.Listener;
import dev.socle.transport.SocketOption;
import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A bound server channel.
 *
 * @param address where it listens, with the port that the system chose
 * @param channel the server channel
 * @param admission what counts its connections
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close does not fail
public record ChannelListener(Address address, Channel channel, Admission admission) implements Listener {

    @Override
    public long refused() {
        return admission.refused();
    }

    @Override
    public @Nullable ConnectionException lastRefusal() {
        return admission.lastRefusal();
    }

    @Override
    public <T> T option(SocketOption<T> option) {
        return SocketAccess.read(channel, option, "listener " + address);
    }

    @Override
    public Mono<Void> close() {
        return Mono.create(sink -> {
            channel.close();
            // A selector of the JDK gives a closed socket back at its next turn only, so that one is waited for.
            channel.closeFuture()
                    .addListener(
                            closed -> channel.eventLoop().schedule(() -> sink.success(), 1, TimeUnit.MILLISECONDS));
        });
    }
}
