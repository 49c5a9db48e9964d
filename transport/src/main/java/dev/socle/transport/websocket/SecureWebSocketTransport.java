package dev.socle.transport.websocket;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import dev.socle.transport.Transport;
import dev.socle.transport.channel.TcpSockets;
import dev.socle.transport.tls.TlsSockets;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * WebSocket on TLS: {@code wss://host:port/path}.
 *
 * <p>It is {@link WebSocketTransport} above what is encrypted by {@link TlsSockets}: certificates, their checks and what is
 * said of their faults are those of {@code tls} addresses. Pages are given over https at the same port.
 * <p><b>Threading:</b> as {@link dev.socle.transport.tls.TlsTransport}.
 * <p><b>Errors:</b> a client whose certificate the listener refuses, or misses, has a failed connect.
 * <p><b>Limits:</b> those of {@link WebSocketTransport}, which begin when the TLS handshake has ended, and of
 * {@link TlsSockets}.
 */
public final class SecureWebSocketTransport implements Transport {

    private final WebSockets sockets;

    /** The transport on the shared loops, as {@link Transport#of} makes it. */
    public SecureWebSocketTransport() {
        this.sockets =
                new WebSockets(WebSockets.ENCRYPTED, new TlsSockets(new TcpSockets(WebSockets.ENCRYPTED.scheme())));
    }

    @Override
    public String scheme() {
        return sockets.form().scheme();
    }

    @Override
    public Mono<Connection> connect(Address address, ConnectionOptions options) {
        return sockets.connect(address, options);
    }

    @Override
    public Mono<Listener> listen(Address address, ConnectionOptions options, Consumer<Connection> onConnection) {
        return sockets.listen(address, options, onConnection);
    }
}
