/**
 * Layer 4 between processes of one machine: scheme {@code unix}, over stream sockets that are found by a file.
 *
 * <p>It must not know what the bytes mean. Its call down is Netty's channel for Unix sockets; its callbacks up are those
 * of {@link dev.socle.transport.channel.ChannelConnection}. Read {@link dev.socle.transport.unix.UnixTransport} first,
 * then {@link dev.socle.transport.unix.SocketFile}.
 */
@NullMarked
package dev.socle.transport.unix;

import org.jspecify.annotations.NullMarked;
