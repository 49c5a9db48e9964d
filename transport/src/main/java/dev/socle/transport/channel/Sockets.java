package dev.socle.transport.channel;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import io.netty.channel.Channel;
import java.util.function.BiConsumer;
import reactor.core.publisher.Mono;

/**
 * One way to open and bind sockets, plain or encrypted. What stands above that in their pipelines is the transport's, which
 * puts it there with {@link TcpSockets#place}.
 *
 * <p>To what stands there a channel is active when the sockets' own work is done, so after a handshake that went well.
 */
public interface Sockets {

    /** What sets these sockets apart from other channels. */
    ChannelTraits traits();

    /**
     * Opens one socket for each subscription.
     *
     * @param fill fills the pipeline of a channel that is not active yet, with handlers that end the attempt
     */
    Mono<Connection> connect(Address address, ConnectionOptions options, BiConsumer<Channel, ConnectAttempt> fill);

    /**
     * Binds a listening socket.
     *
     * @param fill fills the pipeline of a channel that was admitted and is not active yet
     */
    Mono<Listener> listen(Address address, ConnectionOptions options, BiConsumer<Channel, Admission> fill);
}
