/**
 * What the transports share: one connection, one connect, one listener on top of a Netty channel.
 *
 * <p>It must not know which kind of channel that is; {@link dev.socle.transport.channel.ChannelTraits} says what
 * differs. Its call down is {@link io.netty.channel.Channel}, its callback up
 * {@link dev.socle.transport.ConnectionHandler}. Read {@link dev.socle.transport.channel.ChannelConnection} first.
 */
@NullMarked
package dev.socle.transport.channel;

import org.jspecify.annotations.NullMarked;
