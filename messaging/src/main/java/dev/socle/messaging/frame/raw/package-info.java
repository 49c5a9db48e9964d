/**
 * Layer 5 for peers that speak no RSocket: where a message ends in a plain stream of bytes.
 *
 * <p>It must not know sockets, nor what the bytes mean. Its call down is {@link io.netty.buffer.ByteBuf}; its callback up
 * is {@link dev.socle.messaging.frame.raw.RawCutter.Sink}. Read {@link dev.socle.messaging.frame.raw.RawFraming} first.
 */
@NullMarked
package dev.socle.messaging.frame.raw;

import org.jspecify.annotations.NullMarked;
