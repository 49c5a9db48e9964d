package dev.socle.transport.tls;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import dev.socle.transport.TlsOptions;
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
 * TCP with TLS 1.3, or 1.2 where {@link TlsOptions} allow it: {@code tls://host:port}.
 *
 * <p>A connection is there when its handshake has ended well; what else happens, {@link TlsSockets} say.
 * <p><b>Threading:</b> the connections live on {@link Loops#shared}; hosts are looked up and files read on threads that may
 * block. A connection and a listener are emitted on their event loop, an error on any thread.
 * <p><b>Limits:</b> those of {@link TlsSockets}.
 */
public final class TlsTransport implements Transport {

    private static final AddressForm FORM = AddressForm.hostAndPort("tls");

    private final TlsSockets sockets;

    /** The transport on the shared loops, as {@link Transport#of} makes it. */
    public TlsTransport() {
        this.sockets = new TlsSockets(new TcpSockets(FORM.scheme()));
    }

    TlsTransport(Supplier<Loops> loops, HostResolver resolver) {
        this.sockets = new TlsSockets(new TcpSockets(FORM.scheme(), loops, resolver));
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
