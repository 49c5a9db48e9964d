/**
 * Layer 4 over TCP: scheme {@code tcp}, unencrypted.
 *
 * <p>It must not know what the bytes mean. Its call down is Reactor Netty's bootstrap; its callbacks up are those of
 * {@link dev.socle.transport.channel.ChannelConnection}. Read {@link dev.socle.transport.tcp.TcpTransport} first.
 */
@NullMarked
package dev.socle.transport.tcp;

import org.jspecify.annotations.NullMarked;
