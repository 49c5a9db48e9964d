/**
 * Layer 6: what a message means: its metadata, and the value that its data stands for, in JSON, CBOR, XDR, text or
 * bytes.
 *
 * <p>It must not know sockets, frames or sessions. Its call down is {@link io.netty.buffer.ByteBuf}; its callback up is
 * {@link dev.socle.messaging.codec.MessageDecoder}. Read {@link dev.socle.messaging.codec.Codec} first.
 */
@NullMarked
package dev.socle.messaging.codec;

import org.jspecify.annotations.NullMarked;
