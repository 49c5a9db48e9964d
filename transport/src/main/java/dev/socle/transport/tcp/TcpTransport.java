package dev.socle.transport.tcp;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import dev.socle.transport.Transport;
import dev.socle.transport.channel.AddressForm;
import dev.socle.transport.channel.ChannelConnection;
import dev.socle.transport.channel.HostResolver;
import dev.socle.transport.channel.Loops;
import dev.socle.transport.channel.TcpSockets;
import io.netty.channel.Channel;
import java.util.function.Consumer;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * TCP without encryption: {@code tcp://host:port}.
 *
 * <p>Reactor Netty makes and binds the channels; {@link ChannelConnection} takes the place of its operations in the
 * pipeline, so that bytes pass no {@code Flux}. Buffers come from Netty's default allocator, which pools. A listener whose host has
 * several addresses is bound to the first, a connect tries them all.
 * <p><b>Threading:</b> the connections live on {@link Loops#shared}; hosts are looked up on threads that may block. A
 * connection and a listener are emitted on their event loop, an error on any thread.
 * Those with half-close live on {@link Loops#forHalfClose}.
 * <p><b>Limits:</b> those of {@link TcpSockets}.
 */
public final class TcpTransport implements Transport {

    private static final AddressForm FORM = AddressForm.hostAndPort("tcp");

    private final TcpSockets sockets;

    /** The transport on the shared loops, as {@link Transport#of} makes it. */
    public TcpTransport() {
        this.sockets = new TcpSockets(FORM.scheme());
    }

    TcpTransport(Supplier<Loops> loops, HostResolver resolver) {
        this.sockets = new TcpSockets(FORM.scheme(), loops, resolver);
    }

    @Override
    public String scheme() {
        return FORM.scheme();
    }

    @Override
    public Mono<Connection> connect(Address address, ConnectionOptions options) {
        return Mono.defer(() -> {
            FORM.checkTarget(address);
            return sockets.connect(address, options, (channel, attempt) -> fill(channel, options, attempt::opened));
        });
    }

    @Override
    public Mono<Listener> listen(Address address, ConnectionOptions options, Consumer<Connection> onConnection) {
        return Mono.defer(() -> {
            FORM.checkListener(address);
            return sockets.listen(address, options, (channel, admission) -> fill(channel, options, onConnection));
        });
    }

    private void fill(Channel channel, ConnectionOptions options, Consumer<? super ChannelConnection> onOpen) {
        TcpSockets.place(channel, "connection", new ChannelConnection(channel, sockets.traits(), options, onOpen));
    }
}
