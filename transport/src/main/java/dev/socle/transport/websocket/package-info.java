/**
 * Layer 4 through the doors that browsers know: scheme {@code ws}, WebSocket over TCP (RFC 6455).
 *
 * <p>It must not know what a message means, only that its length stands before it in the bytes above. Its call down is
 * Reactor Netty's bootstrap with Netty's HTTP and WebSocket codecs; its callbacks up are those of
 * {@link dev.socle.transport.channel.ChannelConnection}. Read {@link dev.socle.transport.websocket.WebSocketTransport}
 * first, then {@link dev.socle.transport.websocket.MessageHandler}.
 */
@NullMarked
package dev.socle.transport.websocket;

import org.jspecify.annotations.NullMarked;
