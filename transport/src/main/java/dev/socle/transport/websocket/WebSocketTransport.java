package dev.socle.transport.websocket;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import dev.socle.transport.Transport;
import dev.socle.transport.channel.TcpSockets;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * WebSocket without encryption: {@code ws://host:port/path}.
 *
 * <p>In the bytes of a connection a length of 24 bits stands in front of each message, as in an RSocket over TCP; on the
 * wire each message is one binary WebSocket message without that length, as RSocket asks of a transport that keeps
 * messages apart. What is written must have that form. Plain GETs at the same port are answered with
 * {@link dev.socle.transport.WebSocketOptions#pages}.
 * <p><b>Threading:</b> as {@link dev.socle.transport.tcp.TcpTransport}.
 * <p><b>Errors:</b> a connection that ends without a Close, or with one that is not in order, was lost.
 * <p><b>Limits:</b> {@link dev.socle.transport.WebSocketOptions}; 4 KiB for the first line of a request, 8 KiB for its
 * headers, and no body.
 */
public final class WebSocketTransport implements Transport {

    private final WebSockets sockets;

    /** The transport on the shared loops, as {@link Transport#of} makes it. */
    public WebSocketTransport() {
        this.sockets = new WebSockets(WebSockets.PLAIN, new TcpSockets(WebSockets.PLAIN.scheme()));
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
