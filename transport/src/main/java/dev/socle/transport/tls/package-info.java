/**
 * Layer 4 over TCP with TLS: scheme {@code tls}, and what stands under {@code wss}. Both ends agree on keys, the server
 * shows a certificate, and the client may have to.
 *
 * <p>It must not know what the bytes mean. Its call down is {@link dev.socle.transport.channel.TcpSockets} and Netty's TLS
 * handler; its callbacks up are those of {@link dev.socle.transport.channel.ChannelConnection}. Read
 * {@link dev.socle.transport.tls.TlsTransport} first.
 */
@NullMarked
package dev.socle.transport.tls;

import org.jspecify.annotations.NullMarked;
