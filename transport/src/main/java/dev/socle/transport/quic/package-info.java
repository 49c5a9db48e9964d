/**
 * Layer 4 over QUIC (RFC 9000): scheme {@code quic}, datagrams that arrive in order and encrypted.
 *
 * <p>It must not know what the bytes mean. Its call down is Netty's QUIC codec on a datagram socket of
 * {@link dev.socle.transport.channel.Loops}; its callbacks up are those of
 * {@link dev.socle.transport.channel.ChannelConnection}. Read {@link dev.socle.transport.quic.QuicTransport} first, then
 * {@link dev.socle.transport.quic.StreamEnd}.
 */
@NullMarked
package dev.socle.transport.quic;

import org.jspecify.annotations.NullMarked;
