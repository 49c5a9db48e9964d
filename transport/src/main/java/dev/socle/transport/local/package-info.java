/**
 * Layer 4 without a network: scheme {@code local}, between two ends in one process.
 *
 * <p>It must not know what the bytes mean. Its call down is Netty's local channel; its callbacks up are those of
 * {@link dev.socle.transport.channel.ChannelConnection}. Read {@link dev.socle.transport.local.LocalTransport} first.
 */
@NullMarked
package dev.socle.transport.local;

import org.jspecify.annotations.NullMarked;
