/**
 * Layer 4 for datagrams: schemes {@code udp}, and {@code unixgram} where the system has Unix sockets for datagrams.
 *
 * <p>It must not know what the datagrams mean. Its call down is {@link io.netty.channel.Channel}, its callback up
 * {@link dev.socle.transport.DatagramHandler}. Read {@link dev.socle.transport.udp.ChannelDatagrams} first.
 */
@NullMarked
package dev.socle.transport.udp;

import org.jspecify.annotations.NullMarked;
