/**
 * Layer 4 through the doors that browsers know: WebSocket (RFC 6455) over TCP, scheme {@code ws}, and over TLS,
 * scheme {@code wss}.
 *
 * <p>It must not know what a message means, only that its length stands before it in the bytes above. Its call down is
 * {@link dev.socle.transport.channel.Sockets} with Netty's HTTP and WebSocket codecs; its callbacks up are those of
 * {@link dev.socle.transport.channel.ChannelConnection}. Read {@link dev.socle.transport.websocket.WebSocketTransport}
 * first, then {@link dev.socle.transport.websocket.MessageHandler}.
 */
@NullMarked
package dev.socle.transport.websocket;

import org.jspecify.annotations.NullMarked;
